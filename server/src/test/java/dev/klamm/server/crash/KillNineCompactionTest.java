package dev.klamm.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 while a topic is written and compacted without a pause. The first eight bytes of each
 * value are a number that rises by one, so what is left of each key says whether it is the last
 * that was acknowledged, or a later one.
 */
final class KillNineCompactionTest {

  private static final String TOPIC = "compacted";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final int KEYS = 2_000;
  private static final int VALUE_BYTES = 500;
  private static final int MAX_SENT = 25_000;

  @TempDir Path directory;

  private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
  private long nextValue;

  @Test
  void theLastOfEachKeySurvivesTwoRounds() throws Exception {
    run(2, 1_000);
  }

  @Test
  @Tag("soak")
  void theLastOfEachKeySurvivesTwentyRounds() throws Exception {
    run(20, 4_000);
  }

  private void run(int rounds, int maxLoadMillis) throws Exception {
    int port = freePort();
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    ServerProcess server = start(port);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      Map<String, String> configs =
          Map.of(
              "cleanup.policy", "compact",
              "segment.ms", "20",
              "min.cleanable.dirty.ratio", "0.01");
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(configs))).all().get();
    }
    long left = 0;
    try (KafkaProducer<Long, byte[]> producer = producer(port)) {
      for (int round = 1; round <= rounds; round++) {
        AtomicBoolean stop = new AtomicBoolean();
        long roundSeed = random.nextLong();
        Thread load = new Thread(() -> load(producer, stop, roundSeed), "load");
        load.start();
        TimeUnit.MILLISECONDS.sleep(random.nextLong(maxLoadMillis / 2, maxLoadMillis));
        server.kill();
        stop.set(true);
        load.join();
        server = start(port);
        producer.flush();
        left = check("round " + round + " of seed " + seed, port);
      }
    } finally {
      server.close();
    }
    assertThat(left).as("records left of %d", nextValue).isLessThan(nextValue);
  }

  private ServerProcess start(int port) {
    return ServerProcess.start(
        directory, port, "log.cleaner.backoff.ms=5", "klamm.file.journal.bytes=4194304");
  }

  private void load(KafkaProducer<Long, byte[]> producer, AtomicBoolean stop, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int sent = 0; !stop.get() && sent < MAX_SENT; sent++) {
      long key = random.nextInt(KEYS);
      long value = nextValue++;
      byte[] bytes = new byte[VALUE_BYTES];
      java.nio.ByteBuffer.wrap(bytes).putLong(value);
      producer.send(
          new ProducerRecord<>(TOPIC, 0, key, bytes),
          (metadata, failure) -> {
            if (failure == null) {
              acknowledged.merge(key, value, Math::max);
            }
          });
    }
  }

  /** Gives how many records are there. */
  private long check(String when, int port) {
    Map<Long, Long> found = new HashMap<>();
    long count = 0;
    long before = -1;
    try (KafkaConsumer<Long, byte[]> consumer = consumer(port)) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      while (consumer.position(PARTITION) < end) {
        for (ConsumerRecord<Long, byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
          long value = java.nio.ByteBuffer.wrap(record.value()).getLong();
          assertThat(value).as("%s: value at %d", when, record.offset()).isGreaterThan(before);
          before = value;
          found.put(record.key(), value);
          count++;
        }
      }
    }
    acknowledged.forEach(
        (key, value) ->
            assertThat(found.getOrDefault(key, -1L))
                .as("%s: the last value of key %d", when, key)
                .isGreaterThanOrEqualTo(value));
    return count;
  }

  private static KafkaProducer<Long, byte[]> producer(int port) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + port,
            "linger.ms", 2,
            "max.block.ms", 60_000,
            "delivery.timeout.ms", 120_000,
            "buffer.memory", 64 << 20),
        new LongSerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<Long, byte[]> consumer(int port) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + port),
        new LongDeserializer(),
        new ByteArrayDeserializer());
  }

  /** A server that comes back must have the port it had. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
