package dev.klamm.core.broker.metrics;

import dev.klamm.api.metrics.MetricName;
import dev.klamm.core.metrics.Counter;
import dev.klamm.core.metrics.Histogram;
import dev.klamm.core.metrics.Metrics;
import dev.klamm.protocol.ApiKey;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Requests by API: how many, how large, and how long until their answers are sent. Any thread. */
public final class RequestMetrics {

  private static final String GROUP = "kafka.network:type=RequestMetrics";
  private static final double MICROS_IN_MILLIS = 1e-3;

  private final Metrics registry;
  private final AtomicReferenceArray<OfApi> apis =
      new AtomicReferenceArray<>(ApiKey.values().length);

  RequestMetrics(Metrics registry) {
    this.registry = registry;
  }

  /** Those of one API, which exist from its first request on. */
  public OfApi of(ApiKey api) {
    @Nullable OfApi known = apis.get(api.ordinal());
    return known == null ? create(api) : known;
  }

  private OfApi create(ApiKey api) {
    OfApi created = new OfApi(registry, api);
    apis.compareAndSet(api.ordinal(), null, created);
    return apis.get(api.ordinal());
  }

  /** As Kafka writes it: {@code InitProducerId}. */
  private static String nameOf(ApiKey api) {
    StringBuilder name = new StringBuilder();
    for (String word : api.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** One API's. */
  public static final class OfApi {
    private final Counter requests;
    private final Histogram bytes;
    private final Histogram totalMicros;

    private OfApi(Metrics registry, ApiKey api) {
      Map<String, String> tags = Map.of("request", nameOf(api));
      requests =
          registry.counter(new MetricName("RequestsPerSec", GROUP, "Requests received.", tags));
      bytes =
          registry.histogram(
              new MetricName("RequestBytes", GROUP, "The size of a request in bytes.", tags), 1);
      totalMicros =
          registry.histogram(
              new MetricName(
                  "TotalTimeMs",
                  GROUP,
                  "The time from a request's arrival until its answer is sent, in milliseconds.",
                  tags),
              MICROS_IN_MILLIS);
    }

    public void received(int sizeInBytes) {
      requests.increment();
      bytes.record(sizeInBytes);
    }

    public void answered(long nanos) {
      totalMicros.record(nanos / 1000);
    }
  }
}
