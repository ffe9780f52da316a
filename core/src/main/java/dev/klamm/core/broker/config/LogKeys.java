package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;

/** How topics are made and what holds for their logs, unless a topic says otherwise. */
public final class LogKeys {

  private static final String OWN_LAYOUT =
      "the storage lays out and syncs its files in its own way";
  private static final String NO_SEGMENTS =
      "the active part of a log is a mark, not a file that many logs would begin at once";
  private static final String ONE_CLEANER =
      "one thread compacts, as all that it writes goes to one store";
  private static final String NO_RECOMPRESSION = "batches are kept as producers compress them";
  private static final String NO_TIERS = "there is no tiered storage of Kafka's kind";

  public static final ConfigKey<Integer> NUM_PARTITIONS =
      ConfigKey.int32("num.partitions")
          .defaultTo(1)
          .atLeast(1)
          .doc("How many partitions a topic gets that is created without a number.");

  public static final ConfigKey<Boolean> AUTO_CREATE =
      ConfigKey.bool("auto.create.topics.enable")
          .defaultTo(true)
          .high()
          .doc("Whether asking for a topic that does not exist creates it.");

  public static final ConfigKey<Boolean> DELETE_ENABLED =
      ConfigKey.bool("delete.topic.enable")
          .defaultTo(true)
          .high()
          .doc("Whether topics can be deleted.");

  public static final ConfigKey<Integer> MESSAGE_MAX_BYTES =
      ConfigKey.int32("message.max.bytes")
          .defaultTo(1_048_588)
          .atLeast(0)
          .high()
          .doc("The largest batch of records that is taken, compressed.");

  public static final ConfigKey<Integer> MIN_INSYNC_REPLICAS =
      ConfigKey.int32("min.insync.replicas")
          .defaultTo(1)
          .atLeast(1)
          .high()
          .doc("How many replicas acks=all needs. There is one; with more than 1, acks=all fails.");

  public static final ConfigKey<List<String>> CLEANUP_POLICY =
      ConfigKey.list("log.cleanup.policy")
          .defaultTo(List.of("delete"))
          .allow(TopicKeys.CLEANUP_POLICIES, TopicKeys::isCleanupPolicy)
          .doc("What becomes of old records: 'delete', 'compact' or both.");

  public static final ConfigKey<Long> RETENTION_MS =
      ConfigKey.int64("log.retention.ms")
          .atLeast(-1)
          .high()
          .doc("How long records are kept at least; -1 for ever. Counts before the other units.");

  public static final ConfigKey<Integer> RETENTION_MINUTES =
      ConfigKey.int32("log.retention.minutes")
          .atLeast(-1)
          .high()
          .doc("Likewise in minutes; counts before hours.");

  public static final ConfigKey<Integer> RETENTION_HOURS =
      ConfigKey.int32("log.retention.hours")
          .defaultTo(168)
          .atLeast(-1)
          .high()
          .doc("Likewise in hours.");

  public static final ConfigKey<Long> RETENTION_BYTES =
      ConfigKey.int64("log.retention.bytes")
          .defaultTo(-1L)
          .high()
          .doc("How large each partition may grow before its oldest records go; -1 for no limit.");

  public static final ConfigKey<Long> RETENTION_CHECK_MS =
      ConfigKey.int64("log.retention.check.interval.ms")
          .defaultTo(300_000L)
          .atLeast(1)
          .doc("How often old records are looked for.");

  public static final ConfigKey<String> TIMESTAMP_TYPE =
      ConfigKey.text("log.message.timestamp.type")
          .defaultTo("CreateTime")
          .allow(TopicKeys.TIMESTAMP_TYPES, TopicKeys::isTimestampType)
          .doc("Whose clock stamps records: the producer's (CreateTime) or the broker's.");

  public static final ConfigKey<Long> TIMESTAMP_BEFORE_MS =
      ConfigKey.int64("log.message.timestamp.before.max.ms")
          .defaultTo(Long.MAX_VALUE)
          .atLeast(0)
          .doc("How far a record's timestamp may lie behind the broker's clock.");

  public static final ConfigKey<Long> TIMESTAMP_AFTER_MS =
      ConfigKey.int64("log.message.timestamp.after.max.ms")
          .defaultTo(3_600_000L)
          .atLeast(0)
          .doc("How far a record's timestamp may lie ahead of the broker's clock.");

  public static final ConfigKey<Boolean> CLEANER_ENABLED =
      ConfigKey.bool("log.cleaner.enable")
          .defaultTo(true)
          .doc("Whether topics with the policy 'compact' are compacted.");

  public static final ConfigKey<Long> CLEANER_BACKOFF_MS =
      ConfigKey.int64("log.cleaner.backoff.ms")
          .defaultTo(15_000L)
          .atLeast(0)
          .doc("How long to wait before looking again when there is nothing to compact.");

  public static final ConfigKey<Long> CLEANER_DEDUPE_BUFFER_BYTES =
      ConfigKey.int64("log.cleaner.dedupe.buffer.size")
          .defaultTo(134_217_728L)
          .atLeast(1)
          .doc(
              "Memory for the keys of one pass, 24 bytes each, taken as far as a pass needs it. What"
                  + " does not fit is left to the next pass.");

  public static final ConfigKey<Double> CLEANER_LOAD_FACTOR =
      ConfigKey.float64("log.cleaner.io.buffer.load.factor")
          .defaultTo(0.9)
          .allow("above 0, up to 1", factor -> factor > 0 && factor <= 1)
          .doc("How full that memory may become; fuller takes more keys and more time.");

  public static final ConfigKey<Integer> CLEANER_IO_BUFFER_BYTES =
      ConfigKey.int32("log.cleaner.io.buffer.size")
          .defaultTo(524_288)
          .atLeast(0)
          .doc("How much compaction reads at once; one batch at least.");

  public static final ConfigKey<Double> CLEANER_MAX_BYTES_PER_SECOND =
      ConfigKey.float64("log.cleaner.io.max.bytes.per.second")
          .defaultTo(Double.MAX_VALUE)
          .allow("above 0", rate -> rate > 0)
          .doc("What compaction reads and writes per second at most, on average.");

  private static final ConfigKey<Long> CLEANER_DELETE_RETENTION_MS =
      ConfigKey.int64("log.cleaner.delete.retention.ms")
          .defaultTo(86_400_000L)
          .atLeast(0)
          .doc("How long tombstones stay after they were compacted.");

  private static final ConfigKey<Long> CLEANER_MAX_LAG_MS =
      ConfigKey.int64("log.cleaner.max.compaction.lag.ms")
          .defaultTo(Long.MAX_VALUE)
          .atLeast(1)
          .doc("After how long records are compacted whatever the ratio.");

  private static final ConfigKey<Long> CLEANER_MIN_LAG_MS =
      ConfigKey.int64("log.cleaner.min.compaction.lag.ms")
          .defaultTo(0L)
          .atLeast(0)
          .doc("How long records stay uncompacted at least.");

  private static final ConfigKey<Double> CLEANER_MIN_RATIO =
      ConfigKey.float64("log.cleaner.min.cleanable.ratio")
          .defaultTo(0.5)
          .allow(TopicKeys.RATIOS, TopicKeys::isRatio)
          .doc("How much of a log must be dirty before it is compacted.");

  private static final ConfigKey<Integer> SEGMENT_BYTES =
      ConfigKey.int32("log.segment.bytes")
          .defaultTo(1_073_741_824)
          .atLeast(1_048_576)
          .doc("How large the newest part of a log may grow that is not compacted.");

  private static final ConfigKey<Long> ROLL_MS =
      ConfigKey.int64("log.roll.ms")
          .atLeast(1)
          .doc("What time that part may span. Counts before hours.");

  private static final ConfigKey<Integer> ROLL_HOURS =
      ConfigKey.int32("log.roll.hours").defaultTo(168).atLeast(1).doc("Likewise in hours.");

  private LogKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .readOnly(ValueType.INT, NUM_PARTITIONS)
        .readOnly(ValueType.BOOLEAN, AUTO_CREATE)
        .readOnly(ValueType.BOOLEAN, DELETE_ENABLED)
        .clusterWide(ValueType.INT, MESSAGE_MAX_BYTES)
        .clusterWide(ValueType.INT, MIN_INSYNC_REPLICAS)
        .clusterWide(ValueType.LIST, CLEANUP_POLICY)
        .clusterWide(ValueType.LONG, RETENTION_MS)
        .readOnly(ValueType.INT, RETENTION_MINUTES)
        .readOnly(ValueType.INT, RETENTION_HOURS)
        .clusterWide(ValueType.LONG, RETENTION_BYTES)
        .readOnly(ValueType.LONG, RETENTION_CHECK_MS)
        .clusterWide(ValueType.STRING, TIMESTAMP_TYPE)
        .clusterWide(ValueType.LONG, TIMESTAMP_BEFORE_MS)
        .clusterWide(ValueType.LONG, TIMESTAMP_AFTER_MS)
        .readOnly(ValueType.BOOLEAN, CLEANER_ENABLED)
        .clusterWide(ValueType.LONG, CLEANER_BACKOFF_MS)
        .clusterWide(ValueType.LONG, CLEANER_DEDUPE_BUFFER_BYTES)
        .clusterWide(ValueType.DOUBLE, CLEANER_LOAD_FACTOR)
        .clusterWide(ValueType.INT, CLEANER_IO_BUFFER_BYTES)
        .clusterWide(ValueType.DOUBLE, CLEANER_MAX_BYTES_PER_SECOND)
        .clusterWide(ValueType.LONG, CLEANER_DELETE_RETENTION_MS)
        .clusterWide(ValueType.LONG, CLEANER_MAX_LAG_MS)
        .clusterWide(ValueType.LONG, CLEANER_MIN_LAG_MS)
        .clusterWide(ValueType.DOUBLE, CLEANER_MIN_RATIO)
        .clusterWide(ValueType.INT, SEGMENT_BYTES)
        .clusterWide(ValueType.LONG, ROLL_MS)
        .readOnly(ValueType.INT, ROLL_HOURS)
        .withoutEffect(UpdateMode.READ_ONLY, OWN_LAYOUT)
        .int64("log.dir.failure.timeout.ms", 30000L, 1)
        .int32("log.flush.offset.checkpoint.interval.ms", 60000, 0)
        .int64("log.flush.scheduler.interval.ms", Long.MAX_VALUE)
        .int32("log.flush.start.offset.checkpoint.interval.ms", 60000, 0)
        .int64("log.initial.task.delay.ms", 30000L, 0)
        .withoutEffect(UpdateMode.PER_BROKER, OWN_LAYOUT)
        .list("cordoned.log.dirs")
        .withoutEffect(UpdateMode.CLUSTER_WIDE, OWN_LAYOUT)
        .int64("log.flush.interval.messages", Long.MAX_VALUE, 1)
        .int64("log.flush.interval.ms", null)
        .int32("log.index.interval.bytes", 4096, 0)
        .int32("log.index.size.max.bytes", 10485760, 4)
        .bool("log.preallocate", false)
        .int64("log.segment.delete.delay.ms", 60000L, 0)
        .int32("num.recovery.threads.per.data.dir", 2, 1)
        .withoutEffect(UpdateMode.READ_ONLY, NO_SEGMENTS)
        .int32("log.roll.jitter.hours", 0, 0)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_SEGMENTS)
        .int64("log.roll.jitter.ms", null)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, ONE_CLEANER)
        .int32("log.cleaner.threads", 1, 0)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_RECOMPRESSION)
        .int32("compression.gzip.level", -1, -1, 9)
        .int32("compression.lz4.level", 9, 1, 17)
        .oneOf("compression.type", "producer", "uncompressed", "zstd", "lz4", "snappy", "gzip")
        .int32("compression.zstd.level", 3, -131072, 22)
        .withoutEffect(UpdateMode.READ_ONLY, NO_TIERS)
        .int64("remote.log.index.file.cache.ttl.ms", 900000L, -1)
        .int32("remote.log.manager.copy.quota.window.num", 11, 1)
        .int32("remote.log.manager.copy.quota.window.size.seconds", 1, 1)
        .int32("remote.log.manager.fetch.quota.window.num", 11, 1)
        .int32("remote.log.manager.fetch.quota.window.size.seconds", 1, 1)
        .int64("remote.log.manager.task.interval.ms", 30000L, 1)
        .int64("remote.log.manager.task.retry.backoff.max.ms", 30000L, 1)
        .int64("remote.log.manager.task.retry.backoff.ms", 500L, 1)
        .float64("remote.log.manager.task.retry.jitter", 0.2)
        .int32("remote.log.manager.thread.pool.size", 2, 1)
        .int32("remote.log.metadata.custom.metadata.max.bytes", 128, 0)
        .text(
            "remote.log.metadata.manager.class.name",
            "org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManager")
        .text("remote.log.metadata.manager.class.path", null)
        .text("remote.log.metadata.manager.impl.prefix", "rlmm.config.")
        .text("remote.log.metadata.manager.listener.name", null)
        .int32("remote.log.reader.max.pending.tasks", 100, 1)
        .text("remote.log.storage.manager.class.name", null)
        .text("remote.log.storage.manager.class.path", null)
        .text("remote.log.storage.manager.impl.prefix", "rsm.config.")
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_TIERS)
        .int64("log.local.retention.bytes", -2L, -2)
        .int64("log.local.retention.ms", -2L, -2)
        .int32("remote.fetch.max.wait.ms", 500, 1)
        .int64("remote.list.offsets.request.timeout.ms", 30000L, 1)
        .int64("remote.log.index.file.cache.total.size.bytes", 1073741824L, 1)
        .int32("remote.log.manager.copier.thread.pool.size", 10, 1)
        .int64("remote.log.manager.copy.max.bytes.per.second", Long.MAX_VALUE, 1)
        .int32("remote.log.manager.expiration.thread.pool.size", 10, 1)
        .int64("remote.log.manager.fetch.max.bytes.per.second", Long.MAX_VALUE, 1)
        .int32("remote.log.manager.follower.thread.pool.size", 2, 1)
        .int32("remote.log.reader.threads", 10, 1)
        .refused(NO_TIERS)
        .bool("remote.log.storage.system.enable", false)
        .keys();
  }
}
