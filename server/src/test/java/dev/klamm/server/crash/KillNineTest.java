package dev.klamm.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 under the load of a stock idempotent producer. Each value is a number that rises by one
 * per partition, so what is read back says at once whether a record is missing, doubled or out of
 * place.
 */
final class KillNineTest {

  private static final int PARTITIONS = 4;
  private static final String TOPIC = "killed";

  @TempDir Path directory;

  private final long[] nextValue = new long[PARTITIONS];
  private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();

  @Test
  void nothingAcknowledgedIsLostOrDoubledInThreeRounds() throws Exception {
    run(3, 1500);
  }

  @Test
  @Tag("soak")
  void nothingAcknowledgedIsLostOrDoubledInTwentyRounds() throws Exception {
    run(20, 5000);
  }

  private void run(int rounds, int maxLoadMillis) throws Exception {
    int port = freePort();
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    ServerProcess server = ServerProcess.start(directory, port);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
    try (KafkaProducer<Long, Long> producer = producer(port)) {
      for (int round = 1; round <= rounds; round++) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread load = new Thread(() -> load(producer, stop), "load");
        load.start();
        TimeUnit.MILLISECONDS.sleep(random.nextLong(maxLoadMillis / 3, maxLoadMillis));
        server.kill();
        stop.set(true);
        load.join();
        server = ServerProcess.start(directory, port);
        producer.flush();
        check("round " + round + " of seed " + seed, port);
      }
      assertThat(server.terminate()).as("exit status after SIGTERM").isEqualTo(143);
      server = ServerProcess.start(directory, port);
      check("after a clean stop, seed " + seed, port);
    } finally {
      server.close();
    }
  }

  /**
   * Stops short of filling the producer's buffer, which would block it for good while the server is
   * away.
   */
  private void load(KafkaProducer<Long, Long> producer, AtomicBoolean stop) {
    for (int sent = 0; !stop.get() && sent < 400_000; sent++) {
      int partition = sent % PARTITIONS;
      long value = nextValue[partition]++;
      producer.send(
          new ProducerRecord<>(TOPIC, partition, null, value),
          (metadata, failure) -> {
            if (failure == null) {
              acknowledged.merge(partition, value, Math::max);
            }
          });
    }
  }

  /** Every partition holds 0, 1, 2 ... in order, at least up to what was acknowledged. */
  private void check(String when, int port) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      partitions.add(new TopicPartition(TOPIC, p));
    }
    try (KafkaConsumer<Long, Long> consumer = consumer(port)) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<Integer, Long> expected = new HashMap<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<Long, Long> record : consumer.poll(Duration.ofSeconds(5))) {
          long next = expected.getOrDefault(record.partition(), 0L);
          assertThat(record.value())
              .as("%s: value at %s-%s", when, record.partition(), record.offset())
              .isEqualTo(next);
          expected.put(record.partition(), next + 1);
        }
      }
      acknowledged.forEach(
          (partition, last) ->
              assertThat(expected.getOrDefault(partition, 0L))
                  .as("%s: records of partition %s, acknowledged up to %s", when, partition, last)
                  .isGreaterThan(last));
    }
  }

  private static KafkaProducer<Long, Long> producer(int port) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + port,
            "linger.ms", 2,
            "max.block.ms", 60_000,
            "delivery.timeout.ms", 120_000,
            "buffer.memory", 64 << 20),
        new LongSerializer(),
        new LongSerializer());
  }

  private static KafkaConsumer<Long, Long> consumer(int port) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + port),
        new LongDeserializer(),
        new LongDeserializer());
  }

  /** A server that comes back must have the port it had. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
