package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
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
 * Random transactional producers do the same to genuine Apache Kafka and to us, and must be told
 * the same. Run by the profile {@code kafka}.
 */
@Tag("kafka")
final class TransactionConformanceTest {

  private static final int STEPS = 120;
  private static final int SEEDS = Integer.getInteger("klamm.seeds", 12);
  private static final int WAIT_MS = 100;

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
    broker = TestBroker.start(MemoryStorage.surviving());
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

  /** Creates a topic for each seed and waits until there are coordinators. */
  private static void prepare(String host, int port) throws Exception {
    try (RawClient client = new RawClient(host, port)) {
      List<CreatableTopic> topics =
          seeds()
              .mapToObj(
                  seed ->
                      new CreatableTopic()
                          .name(TransactionScript.topic(seed))
                          .numPartitions(2)
                          .replicationFactor((short) 1))
              .toList();
      client.ask(
          new CreateTopicsRequest().timeoutMs(10_000).topics(topics),
          5,
          CreateTopicsResponse.class);
      for (byte type = 0; type < 2; type++) {
        FindCoordinatorRequest find = new FindCoordinatorRequest().key("g").keyType(type);
        while (client.ask(find, 2, FindCoordinatorResponse.class).errorCode() != 0) {
          Thread.sleep(WAIT_MS);
        }
      }
      InitProducerIdRequest init =
          new InitProducerIdRequest().transactionalId("first").transactionTimeoutMs(1000);
      while (client.ask(init, 4, InitProducerIdResponse.class).errorCode() != 0) {
        Thread.sleep(WAIT_MS);
      }
      // Kafka's coordinators say so before they have loaded all of their partitions.
      Thread.sleep(20 * WAIT_MS);
    }
  }

  static LongStream seeds() {
    long first = Long.getLong("klamm.seed", 1);
    return LongStream.range(first, first + SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void producersAreToldWhatKafkaTellsThem(long seed) throws Exception {
    CompletableFuture<List<String>> theirs = transcript(kafkaHost, kafkaPort, seed);
    CompletableFuture<List<String>> ours = transcript(ourHost(), ourPort(), seed);
    assertThat(String.join("\n", ours.get()))
        .as("seed %s", seed)
        .isEqualTo(String.join("\n", theirs.get()));
  }

  private static CompletableFuture<List<String>> transcript(String host, int port, long seed) {
    return CompletableFuture.supplyAsync(
        () -> {
          String topic = TransactionScript.topic(seed);
          try (TransactionScript script = new TransactionScript(host, port, topic, seed)) {
            return script.run(STEPS);
          } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
          }
        });
  }
}
