package dev.klamm.api.config;

import dev.klamm.api.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What every client needs to know: where its cluster is and how to behave on the network. A view of
 * {@link Settings}.
 *
 * @since 0.1
 */
public final class ClientSettings {
  private final Settings settings;

  public ClientSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * The addresses to begin with, one or more. Each is {@code host:port} (perhaps after {@code
   * PLAINTEXT://}) or begins with {@code klamm:}.
   */
  public List<String> bootstrapServers() {
    return settings.require(ClientKeys.BOOTSTRAP_SERVERS);
  }

  /** The client's name; empty if the user gave none. */
  public String clientId() {
    return settings.get(ClientKeys.CLIENT_ID);
  }

  public Duration requestTimeout() {
    return settings.get(ClientKeys.REQUEST_TIMEOUT);
  }

  public Duration retryBackoff() {
    return settings.get(ClientKeys.RETRY_BACKOFF);
  }

  public Duration retryBackoffMax() {
    return settings.get(ClientKeys.RETRY_BACKOFF_MAX);
  }

  /** The policy of the two times above: exponential, spread by a fifth, without an end. */
  public RetryPolicy retryPolicy(RandomGenerator random) {
    return RetryPolicy.exponential(random)
        .initialDelay(retryBackoff())
        .maxDelay(retryBackoffMax())
        .build();
  }

  public Duration reconnectBackoff() {
    return settings.get(ClientKeys.RECONNECT_BACKOFF);
  }

  public Duration reconnectBackoffMax() {
    return settings.get(ClientKeys.RECONNECT_BACKOFF_MAX);
  }

  public Duration connectionSetupTimeout() {
    return settings.get(ClientKeys.CONNECTION_SETUP_TIMEOUT);
  }

  /** After how long an unused connection is closed; negative for never. */
  public Duration connectionsMaxIdle() {
    return (Duration) byName(ClientKeys.CONNECTIONS_MAX_IDLE.name());
  }

  public Duration metadataMaxAge() {
    return settings.get(ClientKeys.METADATA_MAX_AGE);
  }

  public MetadataRecoveryStrategy metadataRecoveryStrategy() {
    return settings.get(ClientKeys.METADATA_RECOVERY_STRATEGY);
  }

  public Duration metadataRecoveryRebootstrapTrigger() {
    return settings.get(ClientKeys.METADATA_RECOVERY_TRIGGER);
  }

  /**
   * For keys whose default differs between the clients, so that each definition has its own key of
   * the name.
   */
  private Object byName(String name) {
    ConfigKey<?> key = settings.definition().key(name);
    if (key == null) {
      throw new IllegalStateException(name + " is not part of these settings");
    }
    Object value = settings.get(key);
    if (value == null) {
      throw new IllegalStateException(name + " has no value");
    }
    return value;
  }

  /** What the client should log as warnings, once each. */
  public List<String> warnings() {
    return settings.warnings();
  }
}
