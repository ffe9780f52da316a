package dev.klamm.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 under a stock transactional producer. Transaction number n writes n to every partition
 * and commits n as a group's offset; every third is aborted. After each kill all partitions show
 * the same transactions to a reader of committed records, each once and in order, up to the group's
 * offset and at least those whose commit was acknowledged.
 */
final class KillNineTransactionTest {

  private static final String TOPIC = "killed";
  private static final int PARTITIONS = 3;
  private static final int ROUNDS = 2;
  private static final int LOAD_MILLIS = 1_500;
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);

  @SuppressWarnings("removal") // of a group that nobody has joined
  private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata("killed-group");

  @TempDir Path directory;

  private final AtomicLong acknowledged = new AtomicLong();
  private long number;

  @Test
  void transactionsAreWholeAndNothingAcknowledgedIsLost() throws Exception {
    int port = freePort();
    ServerProcess server = ServerProcess.start(directory, port);
    try {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
        admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
      }
      for (int round = 1; round <= ROUNDS; round++) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread load = new Thread(() -> load(port, stop), "load");
        load.start();
        TimeUnit.MILLISECONDS.sleep(LOAD_MILLIS);
        server.kill();
        stop.set(true);
        server = ServerProcess.start(directory, port);
        load.join();
        check(round, port);
      }
    } finally {
      server.close();
    }
  }

  /** A producer that failed is replaced, as an application would do it. */
  private void load(int port, AtomicBoolean stop) {
    while (!stop.get()) {
      try (KafkaProducer<Long, Long> producer = producer(port)) {
        producer.initTransactions();
        while (!stop.get()) {
          transaction(producer);
        }
      } catch (KafkaException e) {
        number++;
      }
    }
  }

  private void transaction(KafkaProducer<Long, Long> producer) {
    long n = ++number;
    producer.beginTransaction();
    for (int p = 0; p < PARTITIONS; p++) {
      producer.send(new ProducerRecord<>(TOPIC, p, null, n));
    }
    producer.sendOffsetsToTransaction(Map.of(FIRST, new OffsetAndMetadata(n)), GROUP);
    if (n % 3 == 0) {
      producer.flush();
      producer.abortTransaction();
    } else {
      producer.commitTransaction();
      acknowledged.set(n);
    }
  }

  private void check(int round, int port) {
    try (KafkaProducer<Long, Long> producer = producer(port)) {
      // Ends what the one that was killed left open.
      producer.initTransactions();
    }
    List<List<Long>> seen = new ArrayList<>();
    try (KafkaConsumer<Long, Long> consumer = consumer(port)) {
      for (int p = 0; p < PARTITIONS; p++) {
        seen.add(read(consumer, new TopicPartition(TOPIC, p)));
      }
      List<Long> first = seen.get(0);
      assertThat(seen).as("round %s: what partitions show", round).allMatch(first::equals);
      assertThat(first)
          .as("round %s", round)
          .isNotEmpty()
          .isSorted()
          .doesNotHaveDuplicates()
          .noneMatch(n -> n % 3 == 0)
          .contains(acknowledged.get());
      long last = first.get(first.size() - 1);
      assertThat(consumer.committed(Set.of(FIRST)).get(FIRST).offset())
          .as("round %s: the offset that was committed with the last transaction", round)
          .isEqualTo(last);
    }
  }

  private static List<Long> read(KafkaConsumer<Long, Long> consumer, TopicPartition partition) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    List<Long> values = new ArrayList<>();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<Long, Long> record : consumer.poll(Duration.ofSeconds(5))) {
        values.add(record.value());
      }
    }
    return values;
  }

  private static KafkaProducer<Long, Long> producer(int port) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + port,
            "transactional.id",
            "killed-id",
            "max.block.ms",
            20_000),
        new LongSerializer(),
        new LongSerializer());
  }

  private static KafkaConsumer<Long, Long> consumer(int port) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + port,
            "isolation.level",
            "read_committed",
            "group.id",
            GROUP.groupId(),
            "enable.auto.commit",
            false),
        new LongDeserializer(),
        new LongDeserializer());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
