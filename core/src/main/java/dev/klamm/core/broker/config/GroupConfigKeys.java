package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;
import java.util.Map;

/** What can be configured of a single group (KIP-848). All of it can be changed at any time. */
final class GroupConfigKeys {
  private static final String AT_ONCE =
      "partitions are divided as soon as there is reason to, which takes a few milliseconds";
  private static final String NO_SHARE_GROUPS = "share groups are not answered";
  private static final String NO_STREAMS_GROUPS =
      "the streams protocol of KIP-1071 is not answered";

  static final ConfigKey<Integer> SESSION_TIMEOUT_MS =
      ConfigKey.int32("consumer.session.timeout.ms")
          .defaultTo(45_000)
          .atLeast(1)
          .doc("After how long without a heartbeat a member of the consumer protocol is given up.");

  static final ConfigKey<Integer> HEARTBEAT_INTERVAL_MS =
      ConfigKey.int32("consumer.heartbeat.interval.ms")
          .defaultTo(5_000)
          .atLeast(1)
          .doc("How often a member of the consumer protocol sends heartbeats.");

  /** The broker's keys that say what holds for groups that say nothing themselves. */
  static final Map<String, ConfigKey<Integer>> INHERITED =
      Map.of(
          SESSION_TIMEOUT_MS.name(), GroupKeys.CONSUMER_SESSION_TIMEOUT_MS,
          HEARTBEAT_INTERVAL_MS.name(), GroupKeys.CONSUMER_HEARTBEAT_INTERVAL_MS);

  private GroupConfigKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .clusterWide(ValueType.INT, SESSION_TIMEOUT_MS)
        .clusterWide(ValueType.INT, HEARTBEAT_INTERVAL_MS)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, AT_ONCE)
        .int32("consumer.assignment.interval.ms", 1000, 0)
        .bool("consumer.assignor.offload.enable", true)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_SHARE_GROUPS)
        .int32("share.assignment.interval.ms", 1000, 0)
        .bool("share.assignor.offload.enable", true)
        .text("share.auto.offset.reset", "latest")
        .int32("share.delivery.count.limit", 5, 2)
        .int32("share.heartbeat.interval.ms", 5000, 1)
        .text("share.isolation.level", "read_uncommitted")
        .int32("share.partition.max.record.locks", 2000, 100)
        .int32("share.record.lock.duration.ms", 30000, 1000)
        .bool("share.renew.acknowledge.enable", true)
        .int32("share.session.timeout.ms", 45000, 1)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_STREAMS_GROUPS)
        .int32("streams.assignment.interval.ms", 1000, 0)
        .bool("streams.assignor.offload.enable", true)
        .int32("streams.heartbeat.interval.ms", 5000, 1)
        .int32("streams.initial.rebalance.delay.ms", 3000, 0)
        .int32("streams.num.standby.replicas", 0, 0)
        .int32("streams.session.timeout.ms", 45000, 1)
        .keys();
  }
}
