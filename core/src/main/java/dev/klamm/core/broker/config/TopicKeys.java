package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;

/** What can be configured of a topic. Everything here can be changed at any time. */
final class TopicKeys {

  static final String CLEANUP_POLICIES = "a list of 'delete' and 'compact'";

  static final String RATIOS = "from 0 to 1";

  static final String TIMESTAMP_TYPES = "CreateTime or LogAppendTime";

  private static final String OWN_LAYOUT =
      "the storage lays out and syncs its files in its own way";
  private static final String NO_SEGMENTS =
      "the active part of a log is a mark, not a file that many logs would begin at once";
  private static final String NO_RECOMPRESSION = "batches are kept as producers compress them";
  private static final String NO_REPLICAS = "the broker is alone in its cluster";
  private static final String NO_DEAD_LETTERS = "share groups are not answered";
  private static final String OWN_LIMIT =
      "a batch may decompress to 64 MiB whatever the configuration says";
  private static final String NO_TIERS = "there is no tiered storage of Kafka's kind";

  static final ConfigKey<List<String>> CLEANUP_POLICY =
      ConfigKey.list("cleanup.policy")
          .defaultTo(List.of("delete"))
          .allow(CLEANUP_POLICIES, TopicKeys::isCleanupPolicy)
          .doc(
              "What becomes of old records: 'delete' drops them, 'compact' keeps the last of each key.");

  static final ConfigKey<Long> RETENTION_MS =
      ConfigKey.int64("retention.ms")
          .defaultTo(604_800_000L)
          .atLeast(-1)
          .doc("How long records are kept at least; -1 for ever.");

  static final ConfigKey<Long> RETENTION_BYTES =
      ConfigKey.int64("retention.bytes")
          .defaultTo(-1L)
          .doc("How large each partition may grow before its oldest records go; -1 for no limit.");

  static final ConfigKey<Integer> MAX_MESSAGE_BYTES =
      ConfigKey.int32("max.message.bytes")
          .defaultTo(1_048_588)
          .atLeast(0)
          .doc("The largest batch of records that is taken, compressed.");

  static final ConfigKey<Integer> MIN_INSYNC_REPLICAS =
      ConfigKey.int32("min.insync.replicas")
          .defaultTo(1)
          .atLeast(1)
          .doc("How many replicas acks=all needs. There is one; with more than 1, acks=all fails.");

  static final ConfigKey<String> TIMESTAMP_TYPE =
      ConfigKey.text("message.timestamp.type")
          .defaultTo("CreateTime")
          .allow(TIMESTAMP_TYPES, TopicKeys::isTimestampType)
          .doc("Whose clock stamps records: the producer's (CreateTime) or the broker's.");

  static final ConfigKey<Long> TIMESTAMP_BEFORE_MS =
      ConfigKey.int64("message.timestamp.before.max.ms")
          .defaultTo(Long.MAX_VALUE)
          .atLeast(0)
          .doc("How far a record's timestamp may lie behind the broker's clock.");

  static final ConfigKey<Long> TIMESTAMP_AFTER_MS =
      ConfigKey.int64("message.timestamp.after.max.ms")
          .defaultTo(3_600_000L)
          .atLeast(0)
          .doc("How far a record's timestamp may lie ahead of the broker's clock.");

  static final ConfigKey<Long> DELETE_RETENTION_MS =
      ConfigKey.int64("delete.retention.ms")
          .defaultTo(86_400_000L)
          .atLeast(0)
          .doc("How long tombstones stay after they were compacted.");

  static final ConfigKey<Long> MAX_COMPACTION_LAG_MS =
      ConfigKey.int64("max.compaction.lag.ms")
          .defaultTo(Long.MAX_VALUE)
          .atLeast(1)
          .doc("After how long records are compacted whatever the ratio.");

  static final ConfigKey<Long> MIN_COMPACTION_LAG_MS =
      ConfigKey.int64("min.compaction.lag.ms")
          .defaultTo(0L)
          .atLeast(0)
          .doc("How long records stay uncompacted at least.");

  static final ConfigKey<Double> MIN_DIRTY_RATIO =
      ConfigKey.float64("min.cleanable.dirty.ratio")
          .defaultTo(0.5)
          .allow(RATIOS, TopicKeys::isRatio)
          .doc("How much of a log must be dirty before it is compacted.");

  static final ConfigKey<Integer> SEGMENT_BYTES =
      ConfigKey.int32("segment.bytes")
          .defaultTo(1_073_741_824)
          .atLeast(1_048_576)
          .doc("How large the newest part of a log may grow that is not compacted.");

  static final ConfigKey<Long> SEGMENT_MS =
      ConfigKey.int64("segment.ms")
          .defaultTo(604_800_000L)
          .atLeast(1)
          .doc("What time that part may span.");

  private TopicKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .clusterWide(ValueType.LIST, CLEANUP_POLICY)
        .clusterWide(ValueType.LONG, RETENTION_MS)
        .clusterWide(ValueType.LONG, RETENTION_BYTES)
        .clusterWide(ValueType.INT, MAX_MESSAGE_BYTES)
        .clusterWide(ValueType.INT, MIN_INSYNC_REPLICAS)
        .clusterWide(ValueType.STRING, TIMESTAMP_TYPE)
        .clusterWide(ValueType.LONG, TIMESTAMP_BEFORE_MS)
        .clusterWide(ValueType.LONG, TIMESTAMP_AFTER_MS)
        .clusterWide(ValueType.LONG, DELETE_RETENTION_MS)
        .clusterWide(ValueType.LONG, MAX_COMPACTION_LAG_MS)
        .clusterWide(ValueType.LONG, MIN_COMPACTION_LAG_MS)
        .clusterWide(ValueType.DOUBLE, MIN_DIRTY_RATIO)
        .clusterWide(ValueType.INT, SEGMENT_BYTES)
        .clusterWide(ValueType.LONG, SEGMENT_MS)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, OWN_LAYOUT)
        .int64("file.delete.delay.ms", 60_000L, 0)
        .int64("flush.messages", Long.MAX_VALUE, 1)
        .int64("flush.ms", Long.MAX_VALUE, 0)
        .int32("index.interval.bytes", 4096, 0)
        .bool("preallocate", false)
        .int32("segment.index.bytes", 10_485_760, 4)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_SEGMENTS)
        .int64("segment.jitter.ms", 0L, 0)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_RECOMPRESSION)
        .int32("compression.gzip.level", -1, -1, 9)
        .int32("compression.lz4.level", 9, 1, 17)
        .oneOf("compression.type", "producer", "uncompressed", "zstd", "lz4", "snappy", "gzip")
        .int32("compression.zstd.level", 3, -131_072, 22)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_REPLICAS)
        .list("follower.replication.throttled.replicas")
        .list("leader.replication.throttled.replicas")
        .bool("unclean.leader.election.enable", false)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_TIERS)
        .int64("local.retention.bytes", -2L, -2)
        .int64("local.retention.ms", -2L, -2)
        .int64("remote.copy.lag.bytes", 0L, -1)
        .int64("remote.copy.lag.ms", 0L, -1)
        .bool("remote.log.copy.disable", false)
        .bool("remote.log.delete.on.disable", false)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_DEAD_LETTERS)
        .bool("errors.deadletterqueue.group.enable", false)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, OWN_LIMIT)
        .int32("max.decompressed.message.bytes", Integer.MAX_VALUE, 0)
        .refused(NO_TIERS)
        .bool("remote.storage.enable", false)
        .keys();
  }

  /** Empty means that nothing becomes of old records (KIP-1161). */
  static boolean isCleanupPolicy(List<String> policies) {
    return List.of("delete", "compact").containsAll(policies);
  }

  static boolean isRatio(double ratio) {
    return ratio >= 0 && ratio <= 1;
  }

  static boolean isTimestampType(String type) {
    return type.equals("CreateTime") || type.equals("LogAppendTime");
  }
}
