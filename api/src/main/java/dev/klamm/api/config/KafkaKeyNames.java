package dev.klamm.api.config;

import java.util.Set;

/**
 * The keys that only some of Kafka's clients have. Applications often hand one map to all of their
 * clients: a key of another one is then no mistake.
 *
 * @since 0.1
 */
public final class KafkaKeyNames {
  /** The names, without those that all clients share. */
  public static final Set<String> OF_SOME_CLIENT =
      Set.of(
          "acks",
          "allow.auto.create.topics",
          "auto.commit.interval.ms",
          "auto.offset.reset",
          "batch.size",
          "bootstrap.controllers",
          "buffer.memory",
          "buffer.memory.allocation.strategy",
          "check.crcs",
          "client.rack",
          "compression.gzip.level",
          "compression.lz4.level",
          "compression.type",
          "compression.zstd.level",
          "default.api.timeout.ms",
          "delivery.timeout.ms",
          "enable.auto.commit",
          "enable.idempotence",
          "exclude.internal.topics",
          "fetch.max.bytes",
          "fetch.max.wait.ms",
          "fetch.min.bytes",
          "group.id",
          "group.instance.id",
          "group.protocol",
          "group.remote.assignor",
          "heartbeat.interval.ms",
          "interceptor.classes",
          "internal.throw.on.fetch.stable.offset.unsupported",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "linger.ms",
          "max.block.ms",
          "max.in.flight.requests.per.connection",
          "max.partition.fetch.bytes",
          "max.poll.interval.ms",
          "max.poll.records",
          "max.request.size",
          "metadata.max.idle.ms",
          "partition.assignment.strategy",
          "partitioner.adaptive.partitioning.enable",
          "partitioner.availability.timeout.ms",
          "partitioner.class",
          "partitioner.ignore.keys",
          "partitioner.rack.aware",
          "retries",
          "session.timeout.ms",
          "share.acknowledgement.mode",
          "share.acquire.mode",
          "transaction.timeout.ms",
          "transaction.two.phase.commit.enable",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  private KafkaKeyNames() {}
}
