package dev.klamm.core.broker;

import dev.klamm.api.storage.Durability;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.GroupKeys;
import dev.klamm.core.broker.config.ListenerKeys;
import dev.klamm.core.broker.config.LogKeys;
import dev.klamm.core.broker.config.NodeKeys;
import dev.klamm.core.broker.config.TransactionKeys;
import dev.klamm.core.broker.config.TuningKeys;
import dev.klamm.core.group.ConsumerGroupSettings;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.MigrationPolicy;
import dev.klamm.core.txn.TransactionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is told at its start. Immutable; {@link #defaults()} are Kafka's, other than that
 * it listens on a port of the system's choice.
 *
 * @param config the whole configuration, which can partly be changed at run time; what follows was
 *     read from it
 * @param nodeId Kafka's {@code node.id}
 * @param clusterId the id of a new cluster, or null for a random one; an existing store keeps its
 *     own
 * @param listeners at least one
 * @param limits for every listener
 * @param durability what {@code acks=all} and the high watermark wait for, or null for the
 *     strongest the store has
 * @param retentionCheckIntervalMs how often old records are looked for
 * @param fetchSessionSlots incremental fetch sessions kept (KIP-227)
 * @param groups what holds for consumer groups
 * @param transactions what holds for transactions
 */
public record BrokerSettings(
    BrokerConfig config,
    int nodeId,
    @Nullable String clusterId,
    List<ListenerSettings> listeners,
    ListenerLimits limits,
    @Nullable Durability durability,
    long retentionCheckIntervalMs,
    int fetchSessionSlots,
    GroupSettings groups,
    TransactionSettings transactions) {

  public BrokerSettings {
    listeners = List.copyOf(listeners);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("a broker needs at least one listener");
    }
  }

  public static BrokerSettings defaults() {
    return of(Map.of("listeners", "PLAINTEXT://127.0.0.1:0"));
  }

  /**
   * Reads a configuration as Kafka's users have it in {@code server.properties}.
   *
   * @throws dev.klamm.api.error.ConfigException naming everything that is wrong, one to a line
   */
  public static BrokerSettings of(Map<String, String> properties) {
    BrokerConfig config = BrokerConfig.of(properties);
    return new BrokerSettings(
        config,
        config.require(NodeKeys.NODE_ID),
        config.get(NodeKeys.CLUSTER_ID),
        ListenerProperties.read(config),
        limits(config),
        config.get(NodeKeys.DURABILITY),
        config.require(LogKeys.RETENTION_CHECK_MS),
        config.require(ListenerKeys.FETCH_SESSIONS),
        groups(config),
        transactions(config));
  }

  /** The limits of one listener, which may have its own. */
  ListenerLimits limits(String listener) {
    int connections = config.require(listener, ListenerKeys.MAX_CONNECTIONS);
    return connections == limits.maxConnections()
        ? limits
        : new ListenerLimits(
            limits.maxFrameBytes(),
            connections,
            limits.maxConnectionsPerIp(),
            limits.idleTimeoutMs());
  }

  private static ListenerLimits limits(BrokerConfig config) {
    return new ListenerLimits(
        config.require(ListenerKeys.MAX_REQUEST_BYTES),
        config.require(ListenerKeys.MAX_CONNECTIONS),
        config.require(ListenerKeys.MAX_CONNECTIONS_PER_IP),
        Math.max(0, config.require(ListenerKeys.MAX_IDLE_MS)));
  }

  private static GroupSettings groups(BrokerConfig config) {
    return new GroupSettings(
        config.require(GroupKeys.MIN_SESSION_TIMEOUT_MS),
        config.require(GroupKeys.MAX_SESSION_TIMEOUT_MS),
        config.require(GroupKeys.MAX_SIZE),
        config.require(GroupKeys.INITIAL_REBALANCE_DELAY_MS),
        config.require(GroupKeys.OFFSET_METADATA_MAX_BYTES),
        Duration.ofMinutes(config.require(GroupKeys.OFFSETS_RETENTION_MINUTES)).toMillis(),
        config.require(GroupKeys.OFFSETS_RETENTION_CHECK_MS),
        consumerGroups(config));
  }

  private static ConsumerGroupSettings consumerGroups(BrokerConfig config) {
    return new ConsumerGroupSettings(
        config.require(GroupKeys.CONSUMER_ASSIGNORS),
        config.require(GroupKeys.CONSUMER_HEARTBEAT_INTERVAL_MS),
        config.require(GroupKeys.CONSUMER_SESSION_TIMEOUT_MS),
        config.require(GroupKeys.CONSUMER_MAX_SIZE),
        MigrationPolicy.valueOf(
            config.require(GroupKeys.CONSUMER_MIGRATION_POLICY).toUpperCase(Locale.ROOT)));
  }

  private static TransactionSettings transactions(BrokerConfig config) {
    return new TransactionSettings(
        config.require(TransactionKeys.MAX_TIMEOUT_MS),
        config.require(TransactionKeys.ID_EXPIRATION_MS),
        config.require(TransactionKeys.EXPIRY_CHECK_MS));
  }

  /** Event loops that the broker wants of its transport: {@code num.network.threads}. */
  public int networkThreads() {
    return config.require(ListenerKeys.NETWORK_THREADS);
  }

  /** The most that one answer to a fetch holds: {@code fetch.max.bytes}. */
  int fetchMaxBytes() {
    return config.require(TuningKeys.FETCH_MAX_BYTES);
  }

  /** Where clients are told the broker is: {@code broker.rack}. */
  @Nullable String rack() {
    return config.get(NodeKeys.RACK);
  }

  /** Where the data is: {@code klamm.storage}, or a file store in the directory for logs. */
  public String storageAddress() {
    String address = config.get(NodeKeys.STORAGE);
    if (address != null) {
      return address;
    }
    List<String> directories = config.get(NodeKeys.LOG_DIRS);
    return "file:"
        + (directories == null || directories.isEmpty()
                ? config.require(NodeKeys.LOG_DIR)
                : directories)
            .get(0);
  }

  /** The same with other settings for groups, whatever the configuration says. */
  public BrokerSettings withGroups(GroupSettings settings) {
    return new BrokerSettings(
        config,
        nodeId,
        clusterId,
        listeners,
        limits,
        durability,
        retentionCheckIntervalMs,
        fetchSessionSlots,
        settings,
        transactions);
  }
}
