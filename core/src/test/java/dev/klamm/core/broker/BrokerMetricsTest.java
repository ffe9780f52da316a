package dev.klamm.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.embedded.EmbeddedKlamm;
import dev.klamm.core.embedded.Klamm;
import dev.klamm.core.metrics.Counter;
import dev.klamm.core.metrics.Gauge;
import dev.klamm.core.metrics.Histogram;
import dev.klamm.core.metrics.Instrument;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A broker counts what goes through it, under the names of Kafka's beans. */
final class BrokerMetricsTest {

  @Test
  void whatGoesThroughIsCounted() throws Exception {
    try (EmbeddedKlamm klamm = Klamm.embedded();
        Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String());
        Consumer<String, String> consumer = klamm.consumer("g", Serdes.String(), Serdes.String())) {
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>("orders", "k", "v")).get();
      }
      consumer.subscribe(java.util.List.of("orders"));
      int seen = 0;
      while (seen < 10) {
        seen += consumer.poll(Duration.ofMillis(100)).count();
      }
      Map<String, Instrument> all = byName(klamm);
      String topics = "kafka.server:type=BrokerTopicMetrics";
      assertThat(count(all, topics + "/MessagesInPerSec{}")).isEqualTo(10);
      assertThat(count(all, topics + "/MessagesInPerSec{topic=orders}")).isEqualTo(10);
      long in = count(all, topics + "/BytesInPerSec{topic=orders}");
      assertThat(in).isBetween(10L * 60, 10L * 100);
      assertThat(count(all, topics + "/BytesOutPerSec{topic=orders}")).isGreaterThanOrEqualTo(in);
      String requests = "kafka.network:type=RequestMetrics";
      long produces = count(all, requests + "/RequestsPerSec{request=Produce}");
      assertThat(produces).isBetween(1L, 10L);
      assertThat(((Histogram) all.get(requests + "/TotalTimeMs{request=Produce}")).distribution())
          .extracting(Histogram.Distribution::count)
          .isEqualTo(produces);
      assertThat(count(all, requests + "/RequestsPerSec{request=InitProducerId}")).isOne();
      assertThat(value(all, "kafka.log:type=Log/LogEndOffset{partition=0, topic=orders}"))
          .isEqualTo(10);
      assertThat(value(all, "kafka.log:type=Log/Size{partition=0, topic=orders}")).isEqualTo(in);
      assertThat(value(all, "kafka.server:type=ReplicaManager/PartitionCount{}")).isOne();
      assertThat(value(all, "kafka.server:type=socket-server-metrics/connection-count{}"))
          .isGreaterThan(1);
      klamm.admin().deleteTopics(java.util.List.of("orders")).all().get();
      assertThat(byName(klamm))
          .containsKey(topics + "/MessagesInPerSec{}")
          .doesNotContainKey(topics + "/MessagesInPerSec{topic=orders}");
    }
  }

  private static Map<String, Instrument> byName(EmbeddedKlamm klamm) {
    Map<String, Instrument> all = new TreeMap<>();
    klamm.broker().metrics().all().forEach(each -> all.put(each.name().toString(), each));
    return all;
  }

  private static long count(Map<String, Instrument> all, String name) {
    assertThat(all).containsKey(name);
    return ((Counter) all.get(name)).count();
  }

  private static double value(Map<String, Instrument> all, String name) {
    assertThat(all).containsKey(name);
    return ((Gauge) all.get(name)).value();
  }
}
