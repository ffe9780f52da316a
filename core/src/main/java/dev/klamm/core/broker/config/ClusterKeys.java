package dev.klamm.core.broker.config;

import java.util.List;

/** What a broker has to do with others: controllers and replicas. */
final class ClusterKeys {

  private static final String OWN_CONTROLLER = "the broker is its own controller";
  private static final String NO_REPLICAS = "the broker is alone in its cluster";

  private ClusterKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .withoutEffect(UpdateMode.READ_ONLY, OWN_CONTROLLER)
        .int32("broker.heartbeat.interval.ms", 2000)
        .int32("broker.session.timeout.ms", 9000)
        .int64("controller.performance.always.log.threshold.ms", 2000L, 0)
        .int64("controller.performance.sample.period.ms", 60000L, 100)
        .int32("controller.quorum.append.linger.ms", 25, 0)
        .bool("controller.quorum.auto.join.enable", false)
        .list("controller.quorum.bootstrap.servers")
        .int32("controller.quorum.election.backoff.max.ms", 1000, 0)
        .int32("controller.quorum.election.timeout.ms", 1000, 0)
        .int32("controller.quorum.fetch.max.bytes", 1048576, 1)
        .int32("controller.quorum.fetch.snapshot.max.bytes", 1048576, 1)
        .int32("controller.quorum.fetch.timeout.ms", 2000, 0)
        .int32("controller.quorum.request.timeout.ms", 2000, 0)
        .int32("controller.quorum.retry.backoff.ms", 20, 0)
        .list("controller.quorum.voters")
        .int32("controller.quota.window.num", 11, 1)
        .int32("controller.quota.window.size.seconds", 1, 1)
        .int32("controller.socket.timeout.ms", 30000)
        .list("early.start.listeners")
        .int32("initial.broker.registration.timeout.ms", 60000)
        .int64("internal.metadata.delete.delay.millis", 60000L)
        .int32("internal.metadata.log.segment.bytes", null)
        .int32("internal.metadata.max.batch.size.in.bytes", 8388608)
        .text("metadata.log.dir", null)
        .int64("metadata.log.max.record.bytes.between.snapshots", 20971520L, 1)
        .int64("metadata.log.max.snapshot.interval.ms", 3600000L, 0)
        .int32("metadata.log.segment.bytes", 1073741824, 8388608)
        .int64("metadata.log.segment.ms", 604800000L)
        .int32("metadata.max.idle.interval.ms", 500, 0)
        .int64("metadata.max.retention.bytes", 104857600L)
        .int64("metadata.max.retention.ms", 604800000L)
        .int64("server.max.startup.time.ms", Long.MAX_VALUE, 0)
        .int64("unclean.leader.election.interval.ms", 300000L, 1)
        .bool("unstable.api.versions.enable", false)
        .bool("unstable.feature.versions.enable", false)
        .withoutEffect(UpdateMode.READ_ONLY, NO_REPLICAS)
        .int32("alter.log.dirs.replication.quota.window.num", 11, 1)
        .int32("alter.log.dirs.replication.quota.window.size.seconds", 1, 1)
        .bool("auto.leader.rebalance.enable", true)
        .bool("controlled.shutdown.enable", true)
        .int32("default.replication.factor", 1)
        .text("inter.broker.listener.name", null)
        .int64("leader.imbalance.check.interval.seconds", 300L, 1)
        .int32("num.replica.alter.log.dirs.threads", null)
        .int32("replica.fetch.backoff.ms", 1000, 0)
        .int32("replica.fetch.max.bytes", 1048576, 0)
        .int32("replica.fetch.min.bytes", 1)
        .int32("replica.fetch.response.max.bytes", 10485760, 0)
        .int32("replica.fetch.wait.max.ms", 500)
        .int64("replica.high.watermark.checkpoint.interval.ms", 5000L)
        .int64("replica.lag.time.max.ms", 30000L)
        .text("replica.selector.class", null)
        .int32("replica.socket.receive.buffer.bytes", 65536)
        .int32("replica.socket.timeout.ms", 30000)
        .int32("replication.quota.window.num", 11, 1)
        .int32("replication.quota.window.size.seconds", 1, 1)
        .int32("request.timeout.ms", 30000)
        .oneOf("security.inter.broker.protocol", "PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
        .int64("socket.connection.setup.timeout.max.ms", 30000L)
        .int64("socket.connection.setup.timeout.ms", 10000L)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_REPLICAS)
        .bool("follower.fetch.last.tiered.offset.enable", false)
        .int32("num.replica.fetchers", 1, 1)
        .bool("unclean.leader.election.enable", false)
        .keys();
  }
}
