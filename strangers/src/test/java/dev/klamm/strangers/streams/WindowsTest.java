package dev.klamm.strangers.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.junit.jupiter.api.Test;

/** Aggregates by time, and results held back until they are final. */
final class WindowsTest extends StreamsBed {

  private static final String GUARANTEE = "exactly_once_v2";

  @Test
  void windowsAreCountedAndTheirChangelogIsCompactedAndExpires() throws Exception {
    String in = topic(1);
    String out = topic(1);
    Properties settings = settings();
    try (KafkaStreams streams =
        run(
            settings,
            builder -> {
              KStream<String, String> stream = builder.stream(in);
              stream
                  .groupByKey()
                  .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(10)))
                  .count(Materialized.as("windows"))
                  .toStream((window, count) -> window.key() + "@" + window.window().start())
                  .to(out, Produced.with(Serdes.String(), Serdes.Long()));
            })) {
      send(in, 1_000, "a", "x");
      send(in, 2_000, "a", "x");
      send(in, 11_000, "a", "x");
      awaitLast(out, new LongDeserializer(), Map.of("a@0", 2L, "a@10000", 1L));
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
    String changelog = settings.getProperty("application.id") + "-windows-changelog";
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog);
    String policy =
        admin
            .describeConfigs(List.of(resource))
            .all()
            .get()
            .get(resource)
            .get("cleanup.policy")
            .value();
    assertThat(policy.split(",")).containsExactlyInAnyOrder("compact", "delete");
  }

  @Test
  void suppressedResultsComeOnceAndFinal() throws Exception {
    String in = topic(1);
    String out = topic(1);
    try (KafkaStreams streams =
        run(
            settings(),
            builder -> {
              KStream<String, String> stream = builder.stream(in);
              stream
                  .groupByKey()
                  .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(10)))
                  .count(Materialized.with(Serdes.String(), Serdes.Long()))
                  .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))
                  .toStream((window, count) -> window.key() + "@" + window.window().start())
                  .to(out, Produced.with(Serdes.String(), Serdes.Long()));
            })) {
      for (int i = 0; i < 25; i++) {
        send(in, 1_000L * i, "a", "x");
      }
      List<ConsumerRecord<String, Long>> seen =
          read(out, new LongDeserializer(), records -> records.size() >= 2);
      assertThat(seen).extracting(ConsumerRecord::key).containsExactly("a@0", "a@10000");
      assertThat(seen).extracting(ConsumerRecord::value).containsExactly(10L, 10L);
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @Test
  void sessionsAreMerged() throws Exception {
    String in = topic(1);
    String out = topic(1);
    try (KafkaStreams streams =
        run(
            settings(),
            builder -> {
              KStream<String, String> stream = builder.stream(in);
              stream
                  .groupByKey()
                  .windowedBy(
                      SessionWindows.ofInactivityGapAndGrace(
                          Duration.ofSeconds(5), Duration.ofMinutes(1)))
                  .reduce((a, b) -> a + b)
                  .toStream((window, all) -> window.key() + "@" + window.window().start())
                  .to(out);
            })) {
      send(in, 1_000, "a", "x");
      send(in, 9_000, "a", "z");
      send(in, 5_000, "a", "y");
      read(out, new StringDeserializer(), WindowsTest::hasAll);
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  private static boolean hasAll(List<ConsumerRecord<String, String>> records) {
    String merged = last(records).get("a@1000");
    return merged != null && merged.length() == 3;
  }

  private static Properties settings() {
    String application = node.name("window");
    return settings(application, application, GUARANTEE);
  }
}
