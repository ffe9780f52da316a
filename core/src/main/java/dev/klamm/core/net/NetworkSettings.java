package dev.klamm.core.net;

import dev.klamm.api.config.ClientSettings;
import dev.klamm.api.config.MetadataRecoveryStrategy;
import dev.klamm.api.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a client talks to its cluster. Immutable; the accessors' names are Kafka's keys, and the
 * defaults are Kafka's.
 */
public final class NetworkSettings {
  private final List<Endpoint> bootstrapServers;
  private final String clientId;
  private final int requestTimeoutMs;
  private final Backoff retryBackoff;
  private final Backoff reconnectBackoff;
  private final int connectionSetupTimeoutMs;
  private final long metadataMaxAgeMs;
  private final boolean rebootstrap;
  private final long rebootstrapTriggerMs;
  private final int maxInFlight;
  private final int maxFrameBytes;
  private final long connectionsMaxIdleMs;
  private final boolean allowAutoCreateTopics;

  private NetworkSettings(Builder builder) {
    bootstrapServers = builder.bootstrapServers;
    clientId = builder.clientId;
    requestTimeoutMs = builder.requestTimeoutMs;
    retryBackoff = builder.retryBackoff;
    reconnectBackoff = builder.reconnectBackoff;
    connectionSetupTimeoutMs = builder.connectionSetupTimeoutMs;
    metadataMaxAgeMs = builder.metadataMaxAgeMs;
    rebootstrap = builder.rebootstrap;
    rebootstrapTriggerMs = builder.rebootstrapTriggerMs;
    maxInFlight = builder.maxInFlight;
    maxFrameBytes = builder.maxFrameBytes;
    connectionsMaxIdleMs = builder.connectionsMaxIdleMs;
    allowAutoCreateTopics = builder.allowAutoCreateTopics;
  }

  public static Builder builder(List<Endpoint> bootstrapServers) {
    return new Builder(bootstrapServers);
  }

  /** What all clients have in common, as it was configured. */
  public static Builder from(ClientSettings client) {
    return builder(BootstrapAddresses.parse(String.join(",", client.bootstrapServers())))
        .clientId(client.clientId())
        .requestTimeoutMs(millis(client.requestTimeout()))
        .retryBackoff(millis(client.retryBackoff()), millis(client.retryBackoffMax()))
        .reconnectBackoff(millis(client.reconnectBackoff()), millis(client.reconnectBackoffMax()))
        .connectionSetupTimeoutMs(millis(client.connectionSetupTimeout()))
        .connectionsMaxIdleMs(client.connectionsMaxIdle().toMillis())
        .metadataMaxAgeMs(client.metadataMaxAge().toMillis())
        .rebootstrap(
            client.metadataRecoveryStrategy() == MetadataRecoveryStrategy.REBOOTSTRAP,
            client.metadataRecoveryRebootstrapTrigger().toMillis());
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }

  public List<Endpoint> bootstrapServers() {
    return bootstrapServers;
  }

  public String clientId() {
    return clientId;
  }

  public int requestTimeoutMs() {
    return requestTimeoutMs;
  }

  public Backoff retryBackoff() {
    return retryBackoff;
  }

  public Backoff reconnectBackoff() {
    return reconnectBackoff;
  }

  public int connectionSetupTimeoutMs() {
    return connectionSetupTimeoutMs;
  }

  public long metadataMaxAgeMs() {
    return metadataMaxAgeMs;
  }

  /** Whether {@code metadata.recovery.strategy} is {@code rebootstrap} (KIP-899). */
  public boolean rebootstrap() {
    return rebootstrap;
  }

  public long rebootstrapTriggerMs() {
    return rebootstrapTriggerMs;
  }

  public int maxInFlight() {
    return maxInFlight;
  }

  /** The largest answer that is taken; a larger one closes the connection. */
  public int maxFrameBytes() {
    return maxFrameBytes;
  }

  public long connectionsMaxIdleMs() {
    return connectionsMaxIdleMs;
  }

  public boolean allowAutoCreateTopics() {
    return allowAutoCreateTopics;
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final List<Endpoint> bootstrapServers;
    private String clientId = "klamm";
    private int requestTimeoutMs = 30_000;
    private Backoff retryBackoff = new Backoff(100, 1_000);
    private Backoff reconnectBackoff = new Backoff(50, 1_000);
    private int connectionSetupTimeoutMs = 10_000;
    private long metadataMaxAgeMs = 300_000;
    private boolean rebootstrap = true;
    private long rebootstrapTriggerMs = 300_000;
    private int maxInFlight = 100;
    private int maxFrameBytes = Integer.MAX_VALUE;
    private long connectionsMaxIdleMs = 540_000;
    private boolean allowAutoCreateTopics = true;

    private Builder(List<Endpoint> bootstrapServers) {
      if (bootstrapServers.isEmpty()) {
        throw new IllegalArgumentException("bootstrap.servers is empty: one host:port is needed");
      }
      this.bootstrapServers = List.copyOf(bootstrapServers);
    }

    public Builder clientId(String id) {
      clientId = Objects.requireNonNull(id, "clientId");
      return this;
    }

    public Builder requestTimeoutMs(int ms) {
      requestTimeoutMs = ms;
      return this;
    }

    public Builder retryBackoff(long firstMs, long largestMs) {
      retryBackoff = new Backoff(firstMs, Math.max(firstMs, largestMs));
      return this;
    }

    public Builder reconnectBackoff(long firstMs, long largestMs) {
      reconnectBackoff = new Backoff(firstMs, Math.max(firstMs, largestMs));
      return this;
    }

    public Builder connectionSetupTimeoutMs(int ms) {
      connectionSetupTimeoutMs = ms;
      return this;
    }

    public Builder metadataMaxAgeMs(long ms) {
      metadataMaxAgeMs = ms;
      return this;
    }

    public Builder rebootstrap(boolean yes, long triggerMs) {
      rebootstrap = yes;
      rebootstrapTriggerMs = triggerMs;
      return this;
    }

    public Builder maxInFlight(int requests) {
      maxInFlight = requests;
      return this;
    }

    public Builder maxFrameBytes(int bytes) {
      maxFrameBytes = bytes;
      return this;
    }

    public Builder connectionsMaxIdleMs(long ms) {
      connectionsMaxIdleMs = ms;
      return this;
    }

    public Builder allowAutoCreateTopics(boolean yes) {
      allowAutoCreateTopics = yes;
      return this;
    }

    public NetworkSettings build() {
      return new NetworkSettings(this);
    }
  }
}
