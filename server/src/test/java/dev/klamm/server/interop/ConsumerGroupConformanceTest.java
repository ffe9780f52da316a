package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.server.kafka.KafkaNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random members by the consumer protocol do the same to genuine Apache Kafka and to us, and must
 * be told the same.
 *
 * <p>Run by the profile {@code kafka}. Kafka is told to divide partitions at once, as we do. A seed
 * is compared until the first place where Kafka chooses among equals and we choose otherwise.
 */
@Tag("kafka")
final class ConsumerGroupConformanceTest {
  private static final int STEPS = 150;
  private static final int PARTITIONS = 12;

  @TempDir private static Path directory;

  private static KafkaNode kafka;
  private static TestBroker broker;
  private static Map<String, Uuid> kafkaTopics;
  private static Map<String, Uuid> ourTopics;

  @BeforeAll
  static void start() throws Exception {
    kafka =
        KafkaNode.start(
            directory,
            Map.of(
                "group.consumer.heartbeat.interval.ms", "5000",
                "group.consumer.assignment.interval.ms", "0",
                "group.consumer.assignor.offload.enable", "false"));
    broker = TestBroker.start(MemoryStorage.surviving(), BrokerSettings.defaults());
    kafkaTopics = prepare(kafka.bootstrapServers());
    ourTopics = prepare(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    broker.close();
    kafka.close();
  }

  private static String host(String address) {
    return address.substring(0, address.lastIndexOf(':'));
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Creates the topics and waits until there is a coordinator. */
  private static Map<String, Uuid> prepare(String address) throws Exception {
    Map<String, Uuid> topics = new HashMap<>();
    try (RawClient client = new RawClient(host(address), port(address))) {
      for (String topic : List.of("t", "u")) {
        CreatableTopic wanted =
            new CreatableTopic().name(topic).numPartitions(PARTITIONS).replicationFactor((short) 1);
        CreateTopicsResponse created =
            client.ask(
                new CreateTopicsRequest().timeoutMs(10_000).topics(List.of(wanted)),
                7,
                CreateTopicsResponse.class);
        topics.put(topic, created.topics().get(0).topicId());
      }
      FindCoordinatorRequest find = new FindCoordinatorRequest().key("g");
      while (client.ask(find, 2, FindCoordinatorResponse.class).errorCode() != 0) {
        Thread.sleep(100);
      }
      // Kafka's coordinator says so before it has loaded its partitions.
      Thread.sleep(2_000);
    }
    return topics;
  }

  static LongStream seeds() {
    long first = Long.getLong("klamm.seed", 1);
    return LongStream.range(first, first + Long.getLong("klamm.seeds", 40));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void membersAreToldWhatKafkaTellsThem(long seed) throws Exception {
    CompletableFuture<List<String>> theirs =
        transcript(kafka.bootstrapServers(), seed, kafkaTopics);
    CompletableFuture<List<String>> ours = transcript(broker.bootstrapServers(), seed, ourTopics);
    List<String> expected = theirs.get();
    List<String> actual = ours.get();
    // With the range assignor, which even seeds use, there is nothing to choose.
    int until = seed % 2 == 0 ? expected.size() : firstOtherChoice(expected, actual);
    assertThat(actual.subList(0, Math.min(until, actual.size())))
        .as("seed %s", seed)
        .isEqualTo(expected.subList(0, until));
  }

  private static CompletableFuture<List<String>> transcript(
      String address, long seed, Map<String, Uuid> topics) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (ConsumerGroupScript script =
              new ConsumerGroupScript(host(address), port(address), seed, topics)) {
            return script.run(STEPS);
          } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
          }
        });
  }

  private static int firstOtherChoice(List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      boolean sameButForChoice =
          ConsumerGroupScript.withoutChoices(expected.get(i))
              .equals(ConsumerGroupScript.withoutChoices(actual.get(i)));
      if (!expected.get(i).equals(actual.get(i)) && sameButForChoice) {
        return i;
      }
    }
    return expected.size();
  }
}
