package dev.klamm.strangers.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words are counted: through a repartition topic, into a store with a changelog. */
final class WordCountTest extends StreamsBed {

  private static final String AT_LEAST_ONCE = "at_least_once";
  private static final String EXACTLY_ONCE = "exactly_once_v2";

  /** Without it the group waits for the session to time out. */
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {AT_LEAST_ONCE, EXACTLY_ONCE})
  void wordsAreCounted(String guarantee) throws Exception {
    String application = node.name("count");
    String in = topic(2);
    String out = topic(1);
    send(in, "1", "to be or not to be");
    try (KafkaStreams streams =
        run(settings(application, application, guarantee), counting(in, out))) {
      send(in, "2", "be quick");
      awaitLast(
          out,
          new LongDeserializer(),
          Map.of("to", 2L, "be", 3L, "or", 1L, "not", 1L, "quick", 1L));
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {AT_LEAST_ONCE, EXACTLY_ONCE})
  void internalTopicsAreMadeAsStreamsWantsThem(String guarantee) throws Exception {
    String application = node.name("count");
    String in = topic(3);
    String out = topic(1);
    send(in, "1", "a");
    try (KafkaStreams streams =
        run(settings(application, application, guarantee), counting(in, out))) {
      awaitLast(out, new LongDeserializer(), Map.of("a", 1L));
      assertThat(streams.metadataForLocalThreads()).isNotEmpty();
    }
    String changelog = application + "-counts-changelog";
    String repartition = application + "-words-repartition";
    Map<String, TopicDescription> topics =
        admin.describeTopics(List.of(changelog, repartition)).allTopicNames().get();
    assertThat(topics.values()).allMatch(topic -> topic.partitions().size() == 3);
    assertThat(config(changelog).get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config(repartition).get("cleanup.policy").value()).isEqualTo("delete");
    assertThat(config(repartition).get("retention.ms").value()).isEqualTo("-1");
    assertThat(config(repartition).get("segment.bytes").value()).isEqualTo("52428800");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {AT_LEAST_ONCE, EXACTLY_ONCE})
  void repartitionTopicsArePurged(String guarantee) throws Exception {
    String application = node.name("count");
    String in = topic(1);
    String out = topic(1);
    for (int i = 0; i < 20; i++) {
      send(in, "1", "a b c");
    }
    TopicPartition partition = new TopicPartition(application + "-words-repartition", 0);
    try (KafkaStreams streams =
        run(settings(application, application, guarantee), counting(in, out))) {
      awaitLast(out, new LongDeserializer(), Map.of("a", 20L, "b", 20L, "c", 20L));
      await(() -> offset(partition, OffsetSpec.earliest()) >= 60);
      assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {AT_LEAST_ONCE, EXACTLY_ONCE})
  void stateIsRestoredFromTheChangelogWhenItsDirectoryIsLost(String guarantee) throws Exception {
    String application = node.name("count");
    String in = topic(2);
    String out = topic(1);
    Properties settings = settings(application, application, guarantee);
    Map<String, Long> expected = new HashMap<>();
    try (KafkaStreams first = run(settings, counting(in, out))) {
      for (int i = 0; i < 100; i++) {
        send(in, "k" + i, "w" + i % 10);
        expected.merge("w" + i % 10, 1L, Long::sum);
      }
      awaitLast(out, new LongDeserializer(), expected);
      first.close(LEAVING);
    }
    delete(stateOf(application));
    try (KafkaStreams second = run(settings, counting(in, out))) {
      send(in, "k", "w3 w4");
      expected.merge("w3", 1L, Long::sum);
      expected.merge("w4", 1L, Long::sum);
      awaitLast(out, new LongDeserializer(), expected);
      assertThat(second.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {AT_LEAST_ONCE, EXACTLY_ONCE})
  void twoInstancesShareTheWorkAndOneTakesOver(String guarantee) throws Exception {
    String application = node.name("count");
    String in = topic(4);
    String out = topic(1);
    Map<String, Long> expected = new HashMap<>();
    KafkaStreams first =
        run(withStandby(settings(application, application + "-a", guarantee)), counting(in, out));
    KafkaStreams second =
        run(withStandby(settings(application, application + "-b", guarantee)), counting(in, out));
    try (first;
        second) {
      for (int i = 0; i < 100; i++) {
        send(in, "k" + i, "w" + i % 10);
        expected.merge("w" + i % 10, 1L, Long::sum);
      }
      await(() -> activeTasks(first) > 0 && activeTasks(second) > 0);
      await(() -> activeTasks(first) + activeTasks(second) == 8);
      awaitLast(out, new LongDeserializer(), expected);
      first.close(LEAVING);
      await(() -> activeTasks(second) == 8);
      for (int i = 0; i < 20; i++) {
        send(in, "k" + i, "w" + i % 10);
        expected.merge("w" + i % 10, 1L, Long::sum);
      }
      awaitLast(out, new LongDeserializer(), expected);
    }
  }

  private static Properties withStandby(Properties settings) {
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
    settings.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 100_000L);
    return settings;
  }

  private static int activeTasks(KafkaStreams streams) {
    return streams.metadataForLocalThreads().stream()
        .mapToInt(thread -> thread.activeTasks().size())
        .sum();
  }

  private static Consumer<StreamsBuilder> counting(String in, String out) {
    return builder -> {
      KStream<String, String> lines = builder.stream(in);
      lines
          .flatMapValues(line -> List.of(line.toLowerCase(Locale.ROOT).split(" ")))
          .groupBy((key, word) -> word, Grouped.as("words"))
          .count(Materialized.as("counts"))
          .toStream()
          .to(out, Produced.with(Serdes.String(), Serdes.Long()));
    };
  }

  private static Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private static long offset(TopicPartition partition, OffsetSpec spec) {
    try {
      return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void delete(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
