package dev.klamm.strangers.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.junit.jupiter.api.Test;

/** What comes from two topics is put together. */
final class JoinsTest extends StreamsBed {

  private static final String GUARANTEE = "exactly_once_v2";

  @Test
  void tablesAreJoinedByKey() throws Exception {
    String left = topic(2);
    String right = topic(2);
    String out = topic(1);
    try (KafkaStreams streams =
        run(
            settings(),
            builder -> {
              KTable<String, String> table = builder.table(left);
              table
                  .outerJoin(builder.<String, String>table(right), (l, r) -> l + "+" + r)
                  .toStream()
                  .to(out);
            })) {
      send(left, "a", "l1");
      awaitLast(out, new StringDeserializer(), Map.of("a", "l1+null"));
      send(right, "a", "r1");
      send(right, "b", "r2");
      awaitLast(out, new StringDeserializer(), Map.of("a", "l1+r1", "b", "null+r2"));
      send(left, "a", null);
      awaitLast(out, new StringDeserializer(), Map.of("a", "null+r1", "b", "null+r2"));
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @Test
  void tablesAreJoinedByForeignKey() throws Exception {
    String orders = topic(2);
    String customers = topic(2);
    String out = topic(1);
    try (KafkaStreams streams =
        run(
            settings(),
            builder -> {
              KTable<String, String> table = builder.table(orders);
              table
                  .join(
                      builder.<String, String>table(customers),
                      order -> order.split(":")[0],
                      (order, customer) -> order + "=" + customer)
                  .toStream()
                  .to(out);
            })) {
      send(customers, "c1", "Ann");
      send(customers, "c2", "Bob");
      send(orders, "o1", "c1:tea");
      send(orders, "o2", "c2:jam");
      awaitLast(out, new StringDeserializer(), Map.of("o1", "c1:tea=Ann", "o2", "c2:jam=Bob"));
      send(customers, "c2", "Bill");
      awaitLast(out, new StringDeserializer(), Map.of("o1", "c1:tea=Ann", "o2", "c2:jam=Bill"));
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @Test
  void streamsAreJoinedWithinAWindow() throws Exception {
    String left = topic(2);
    String right = topic(2);
    String out = topic(1);
    try (KafkaStreams streams =
        run(
            settings(),
            builder -> {
              KStream<String, String> stream = builder.stream(left);
              stream
                  .join(
                      builder.<String, String>stream(right),
                      (l, r) -> l + "+" + r,
                      JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofSeconds(10)))
                  .to(out);
            })) {
      send(left, 100_000, "a", "l1");
      send(right, 105_000, "a", "r1");
      send(right, 150_000, "a", "late");
      send(left, 155_000, "a", "l2");
      List<ConsumerRecord<String, String>> joined =
          read(out, new StringDeserializer(), records -> records.size() == 2);
      assertThat(joined)
          .extracting(ConsumerRecord::value)
          .containsExactlyInAnyOrder("l1+r1", "l2+late");
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @Test
  void aStreamIsJoinedWithAGlobalTable() throws Exception {
    String stream = topic(2);
    String global = topic(3);
    String out = topic(1);
    send(global, "c1", "Ann");
    send(global, "c2", "Bob");
    try (KafkaStreams streams =
        run(
            settings(),
            builder -> {
              KStream<String, String> orders = builder.stream(stream);
              orders
                  .join(
                      builder.<String, String>globalTable(global),
                      (key, order) -> order.split(":")[0],
                      (order, customer) -> order + "=" + customer)
                  .to(out);
            })) {
      send(stream, "o1", "c1:tea");
      send(stream, "o2", "c2:jam");
      awaitLast(out, new StringDeserializer(), Map.of("o1", "c1:tea=Ann", "o2", "c2:jam=Bob"));
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @Test
  void aStreamIsJoinedWithATable() throws Exception {
    String stream = topic(2);
    String table = topic(2);
    String out = topic(1);
    send(table, "a", "t");
    try (KafkaStreams streams =
        run(
            settings(),
            builder -> {
              KStream<String, String> events = builder.stream(stream);
              events.leftJoin(builder.<String, String>table(table), (e, t) -> e + "+" + t).to(out);
            })) {
      send(stream, "a", "e");
      send(stream, "b", "e");
      awaitLast(out, new StringDeserializer(), Map.of("a", "e+t", "b", "e+null"));
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  private static Properties settings() {
    String application = node.name("join");
    return settings(application, application, GUARANTEE);
  }
}
