package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;
import java.util.Locale;

/** Groups of consumers and their offsets. */
public final class GroupKeys {

  private static final String NO_OFFSETS_TOPIC =
      "groups and offsets are kept in the store, not in a topic";
  private static final String AT_ONCE =
      "partitions are divided as soon as there is reason to, which takes a few milliseconds";
  private static final String TOPICS_ARE_SEEN =
      "patterns are evaluated whenever topics come and go";
  private static final String NO_SHARE_GROUPS = "share groups are not answered";
  private static final String NO_STREAMS_GROUPS =
      "the streams protocol of KIP-1071 is not answered";

  public static final ConfigKey<Integer> MIN_SESSION_TIMEOUT_MS =
      ConfigKey.int32("group.min.session.timeout.ms")
          .defaultTo(6_000)
          .atLeast(0)
          .doc("The shortest session timeout that a member may have.");

  public static final ConfigKey<Integer> MAX_SESSION_TIMEOUT_MS =
      ConfigKey.int32("group.max.session.timeout.ms")
          .defaultTo(1_800_000)
          .atLeast(0)
          .doc("The longest session timeout that a member may have.");

  public static final ConfigKey<Integer> MAX_SIZE =
      ConfigKey.int32("group.max.size")
          .defaultTo(Integer.MAX_VALUE)
          .atLeast(1)
          .doc("How many members a group may have.");

  public static final ConfigKey<Integer> INITIAL_REBALANCE_DELAY_MS =
      ConfigKey.int32("group.initial.rebalance.delay.ms")
          .defaultTo(0)
          .atLeast(0)
          .doc(
              "How long a new group waits for more members before it divides partitions. Kafka's"
                  + " default is 3000, and 0 in the configuration that it ships.");

  public static final ConfigKey<Integer> OFFSET_METADATA_MAX_BYTES =
      ConfigKey.int32("offset.metadata.max.bytes")
          .defaultTo(4_096)
          .atLeast(0)
          .high()
          .doc("The longest note that may be committed with an offset.");

  public static final ConfigKey<Integer> OFFSETS_RETENTION_MINUTES =
      ConfigKey.int32("offsets.retention.minutes")
          .defaultTo(10_080)
          .atLeast(1)
          .high()
          .doc("How long the offsets of a group without members are kept.");

  public static final ConfigKey<Long> OFFSETS_RETENTION_CHECK_MS =
      ConfigKey.int64("offsets.retention.check.interval.ms")
          .defaultTo(600_000L)
          .atLeast(1)
          .high()
          .doc("How often offsets to be dropped are looked for.");

  public static final ConfigKey<List<String>> CONSUMER_ASSIGNORS =
      ConfigKey.list("group.consumer.assignors")
          .defaultTo(List.of("uniform", "range"))
          .allow(
              "some of uniform, range",
              names -> !names.isEmpty() && List.of("uniform", "range").containsAll(names))
          .doc(
              "How partitions are divided in groups by the consumer protocol; the first is used"
                  + " unless most members that choose choose another.");

  public static final ConfigKey<Integer> CONSUMER_HEARTBEAT_INTERVAL_MS =
      ConfigKey.int32("group.consumer.heartbeat.interval.ms")
          .defaultTo(5_000)
          .atLeast(1)
          .doc("How often members by the consumer protocol are to be heard of.");

  public static final ConfigKey<Integer> CONSUMER_MIN_HEARTBEAT_INTERVAL_MS =
      ConfigKey.int32("group.consumer.min.heartbeat.interval.ms")
          .defaultTo(5_000)
          .atLeast(1)
          .doc("The least that a group may set as its heartbeat interval.");

  public static final ConfigKey<Integer> CONSUMER_MAX_HEARTBEAT_INTERVAL_MS =
      ConfigKey.int32("group.consumer.max.heartbeat.interval.ms")
          .defaultTo(15_000)
          .atLeast(1)
          .doc("The most that a group may set as its heartbeat interval.");

  public static final ConfigKey<Integer> CONSUMER_SESSION_TIMEOUT_MS =
      ConfigKey.int32("group.consumer.session.timeout.ms")
          .defaultTo(45_000)
          .atLeast(1)
          .doc("How long a member by the consumer protocol may not be heard of.");

  public static final ConfigKey<Integer> CONSUMER_MIN_SESSION_TIMEOUT_MS =
      ConfigKey.int32("group.consumer.min.session.timeout.ms")
          .defaultTo(45_000)
          .atLeast(1)
          .doc("The least that a group may set as its session timeout.");

  public static final ConfigKey<Integer> CONSUMER_MAX_SESSION_TIMEOUT_MS =
      ConfigKey.int32("group.consumer.max.session.timeout.ms")
          .defaultTo(60_000)
          .atLeast(1)
          .doc("The most that a group may set as its session timeout.");

  public static final ConfigKey<Integer> CONSUMER_MAX_SIZE =
      ConfigKey.int32("group.consumer.max.size")
          .defaultTo(Integer.MAX_VALUE)
          .atLeast(1)
          .doc("How many members a group by the consumer protocol may have.");

  public static final ConfigKey<String> CONSUMER_MIGRATION_POLICY =
      ConfigKey.text("group.consumer.migration.policy")
          .defaultTo("bidirectional")
          .allow(
              "one of bidirectional, upgrade, downgrade, disabled",
              text ->
                  List.of("bidirectional", "upgrade", "downgrade", "disabled")
                      .contains(text.toLowerCase(Locale.ROOT)))
          .doc(
              "Whether groups with members change from the classic to the consumer protocol when"
                  + " the first such member joins, and back when the last one leaves.");

  private GroupKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .readOnly(ValueType.INT, MIN_SESSION_TIMEOUT_MS)
        .readOnly(ValueType.INT, MAX_SESSION_TIMEOUT_MS)
        .readOnly(ValueType.INT, MAX_SIZE)
        .readOnly(ValueType.INT, INITIAL_REBALANCE_DELAY_MS)
        .readOnly(ValueType.INT, OFFSET_METADATA_MAX_BYTES)
        .readOnly(ValueType.INT, OFFSETS_RETENTION_MINUTES)
        .readOnly(ValueType.LONG, OFFSETS_RETENTION_CHECK_MS)
        .readOnly(ValueType.LIST, CONSUMER_ASSIGNORS)
        .readOnly(ValueType.INT, CONSUMER_HEARTBEAT_INTERVAL_MS)
        .readOnly(ValueType.INT, CONSUMER_MIN_HEARTBEAT_INTERVAL_MS)
        .readOnly(ValueType.INT, CONSUMER_MAX_HEARTBEAT_INTERVAL_MS)
        .readOnly(ValueType.INT, CONSUMER_SESSION_TIMEOUT_MS)
        .readOnly(ValueType.INT, CONSUMER_MIN_SESSION_TIMEOUT_MS)
        .readOnly(ValueType.INT, CONSUMER_MAX_SESSION_TIMEOUT_MS)
        .readOnly(ValueType.INT, CONSUMER_MAX_SIZE)
        .readOnly(ValueType.STRING, CONSUMER_MIGRATION_POLICY)
        .withoutEffect(UpdateMode.READ_ONLY, NO_OFFSETS_TOPIC)
        .int32("group.coordinator.append.linger.ms", -1, -1)
        .int32("group.coordinator.background.threads", 2, 1)
        .list("group.coordinator.rebalance.protocols", "classic", "consumer", "streams")
        .int32("group.coordinator.threads", 4, 1)
        .int32("offsets.commit.timeout.ms", 5000, 1)
        .int32("offsets.load.buffer.size", 5242880, 1)
        .int32("offsets.topic.compression.codec", 0)
        .int32("offsets.topic.num.partitions", 50, 1)
        .int16("offsets.topic.replication.factor", 3, 1)
        .int32("offsets.topic.segment.bytes", 104857600, 1)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_OFFSETS_TOPIC)
        .int32("group.coordinator.cached.buffer.max.bytes", 1048588, 524288)
        .withoutEffect(UpdateMode.READ_ONLY, AT_ONCE)
        .int32("group.consumer.max.assignment.interval.ms", 15000, 0)
        .int32("group.consumer.min.assignment.interval.ms", 0, 0)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, AT_ONCE)
        .int32("group.consumer.assignment.interval.ms", 1000, 0)
        .withoutEffect(UpdateMode.READ_ONLY, TOPICS_ARE_SEEN)
        .int32("group.consumer.regex.refresh.interval.ms", 600000, 10000)
        .withoutEffect(UpdateMode.READ_ONLY, NO_SHARE_GROUPS)
        .list("group.share.assignors", "simple")
        .int32("group.share.delivery.count.limit", 5, 2, 10)
        .int32("group.share.heartbeat.interval.ms", 5000, 1)
        .int32("group.share.initialize.retry.interval.ms", 30000, 1)
        .int32("group.share.max.assignment.interval.ms", 15000, 0)
        .int32("group.share.max.delivery.count.limit", 10, 5, 25)
        .int32("group.share.max.heartbeat.interval.ms", 15000, 1)
        .int32("group.share.max.partition.max.record.locks", 4000, 2000, 10000)
        .int32("group.share.max.record.lock.duration.ms", 60000, 30000, 3600000)
        .int32("group.share.max.session.timeout.ms", 60000, 1)
        .int32("group.share.max.share.sessions", 2000, 1)
        .int32("group.share.max.size", 200, 1, 1000)
        .int32("group.share.min.assignment.interval.ms", 0, 0)
        .int32("group.share.min.delivery.count.limit", 2, 2, 5)
        .int32("group.share.min.heartbeat.interval.ms", 5000, 1)
        .int32("group.share.min.partition.max.record.locks", 100, 100, 2000)
        .int32("group.share.min.record.lock.duration.ms", 15000, 1000, 30000)
        .int32("group.share.min.session.timeout.ms", 45000, 1)
        .int32("group.share.partition.max.record.locks", 2000, 100, 10000)
        .text(
            "group.share.persister.class.name",
            "org.apache.kafka.server.share.persister.DefaultStatePersister")
        .int32("group.share.record.lock.duration.ms", 30000, 1000, 3600000)
        .int32("group.share.session.timeout.ms", 45000, 1)
        .int32("share.coordinator.append.linger.ms", -1, -1)
        .int32("share.coordinator.cold.partition.snapshot.interval.ms", 300000, 1)
        .int32("share.coordinator.load.buffer.size", 5242880, 1)
        .int32("share.coordinator.snapshot.update.records.per.snapshot", 500, 0, 500)
        .int32("share.coordinator.state.topic.compression.codec", 0)
        .int16("share.coordinator.state.topic.min.isr", 2, 1)
        .int32("share.coordinator.state.topic.num.partitions", 50, 1)
        .int32("share.coordinator.state.topic.prune.interval.ms", 300000, 1)
        .int16("share.coordinator.state.topic.replication.factor", 3, 1)
        .int32("share.coordinator.state.topic.segment.bytes", 104857600, 1)
        .int32("share.coordinator.threads", 1, 1)
        .int32("share.coordinator.write.timeout.ms", 5000, 1)
        .int32("share.fetch.purgatory.purge.interval.requests", 1000)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_SHARE_GROUPS)
        .int32("group.share.assignment.interval.ms", 1000, 0)
        .int32("share.coordinator.cached.buffer.max.bytes", 1048588, 524288)
        .withoutEffect(UpdateMode.READ_ONLY, NO_STREAMS_GROUPS)
        .int32("group.streams.heartbeat.interval.ms", 5000, 1)
        .int32("group.streams.initial.rebalance.delay.ms", 3000, 0)
        .int32("group.streams.max.assignment.interval.ms", 15000, 0)
        .int32("group.streams.max.heartbeat.interval.ms", 15000, 1)
        .int32("group.streams.max.session.timeout.ms", 60000, 1)
        .int32("group.streams.max.size", Integer.MAX_VALUE, 1)
        .int32("group.streams.max.standby.replicas", 2, 0)
        .int32("group.streams.min.assignment.interval.ms", 0, 0)
        .int32("group.streams.min.heartbeat.interval.ms", 5000, 1)
        .int32("group.streams.min.session.timeout.ms", 45000, 1)
        .int32("group.streams.num.standby.replicas", 0, 0)
        .int32("group.streams.session.timeout.ms", 45000, 1)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_STREAMS_GROUPS)
        .int32("group.streams.assignment.interval.ms", 1000, 0)
        .keys();
  }
}
