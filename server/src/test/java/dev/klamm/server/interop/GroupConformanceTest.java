package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.server.kafka.KafkaNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random clients of groups do the same to genuine Apache Kafka and to us, and must be told the
 * same.
 *
 * <p>Run by the profile {@code kafka}. A seed is compared until the first place where Kafka chooses
 * among equals (a leader, a protocol) and we choose otherwise.
 */
@Tag("kafka")
final class GroupConformanceTest {

  private static final int STEPS = 100;

  @TempDir private static Path directory;

  private static KafkaNode kafka;
  private static TestBroker broker;
  private static String kafkaHost;
  private static int kafkaPort;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaNode.start(directory);
    String address = kafka.bootstrapServers();
    kafkaHost = address.substring(0, address.lastIndexOf(':'));
    kafkaPort = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    BrokerSettings settings = BrokerSettings.defaults();
    broker =
        TestBroker.start(
            MemoryStorage.surviving(),
            settings.withGroups(settings.groups().withInitialRebalanceDelayMs(0)));
    prepare(kafkaHost, kafkaPort);
    prepare(ourHost(), ourPort());
  }

  @AfterAll
  static void stop() {
    broker.close();
    kafka.close();
  }

  private static String ourHost() {
    return broker.broker().endpoint().host();
  }

  private static int ourPort() {
    return broker.broker().endpoint().port();
  }

  /** Creates the topics and waits until there is a coordinator. */
  private static void prepare(String host, int port) throws Exception {
    try (RawClient client = new RawClient(host, port)) {
      for (String topic : List.of("t", "u")) {
        CreatableTopic wanted =
            new CreatableTopic().name(topic).numPartitions(2).replicationFactor((short) 1);
        client.ask(
            new CreateTopicsRequest().timeoutMs(10_000).topics(List.of(wanted)),
            5,
            CreateTopicsResponse.class);
      }
      FindCoordinatorRequest find = new FindCoordinatorRequest().key("g");
      while (client.ask(find, 2, FindCoordinatorResponse.class).errorCode() != 0) {
        Thread.sleep(100);
      }
      // Kafka's coordinator says so before it has loaded its partitions.
      Thread.sleep(2_000);
    }
  }

  static LongStream seeds() {
    long first = Long.getLong("klamm.seed", 1);
    return LongStream.range(first, first + 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void membersAreToldWhatKafkaTellsThem(long seed) throws Exception {
    CompletableFuture<List<String>> theirs = transcript(kafkaHost, kafkaPort, seed);
    CompletableFuture<List<String>> ours = transcript(ourHost(), ourPort(), seed);
    List<String> expected = theirs.get();
    List<String> actual = ours.get();
    int until = firstOtherChoice(expected, actual);
    assertThat(actual.subList(0, Math.min(until, actual.size())))
        .as("seed %s", seed)
        .isEqualTo(expected.subList(0, until));
  }

  private static CompletableFuture<List<String>> transcript(String host, int port, long seed) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (GroupScript script = new GroupScript(host, port, seed)) {
            return script.run(STEPS);
          } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
          }
        });
  }

  private static int firstOtherChoice(List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      boolean sameButForChoice =
          GroupScript.withoutChoices(expected.get(i))
              .equals(GroupScript.withoutChoices(actual.get(i)));
      if (!expected.get(i).equals(actual.get(i)) && sameButForChoice) {
        return i;
      }
    }
    return expected.size();
  }
}
