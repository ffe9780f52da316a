package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;

/** Threads, queues, metrics and quotas. */
public final class TuningKeys {

  private static final String NOT_NEEDED = "there is no such thing in this broker";
  private static final String NO_PROVIDERS =
      "values are taken as they are; give secrets as environment variables, or by their files with"
          + " _FILE behind the name";

  public static final ConfigKey<Integer> FETCH_MAX_BYTES =
      ConfigKey.int32("fetch.max.bytes")
          .defaultTo(57_671_680)
          .atLeast(1024)
          .doc("The most that one answer to a fetch holds, whatever the client allows.");

  private TuningKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .readOnly(ValueType.INT, FETCH_MAX_BYTES)
        .withoutEffect(UpdateMode.READ_ONLY, NOT_NEEDED)
        .int32("delete.records.purgatory.purge.interval.requests", 1)
        .int32("fetch.purgatory.purge.interval.requests", 1000)
        .int32("kafka.metrics.polling.interval.secs", 10, 1)
        .list("kafka.metrics.reporters")
        .int32("max.request.partition.size.limit", 2000, 1)
        .int32("metrics.num.samples", 2, 1)
        .text("metrics.recording.level", "INFO")
        .int64("metrics.sample.window.ms", 30000L, 1)
        .int32("producer.purgatory.purge.interval.requests", 1000)
        .int64("queued.max.request.bytes", -1L)
        .int32("queued.max.requests", 500, 1)
        .int32("quota.window.num", 11, 1)
        .int32("quota.window.size.seconds", 1, 1)
        .int32("telemetry.max.bytes", 1048576, 1)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NOT_NEEDED)
        .int32("background.threads", 10, 1)
        .int32("max.connection.creation.rate", Integer.MAX_VALUE, 0)
        .text("max.connections.per.ip.overrides", "")
        .list("metric.reporters", "org.apache.kafka.common.metrics.JmxReporter")
        .int32("num.io.threads", 8, 1)
        .refused(NO_PROVIDERS)
        .list("config.providers")
        .keys();
  }
}
