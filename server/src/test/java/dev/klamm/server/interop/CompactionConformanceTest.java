package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.server.kafka.KafkaNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same records, written to genuine Apache Kafka and to us: compaction leaves the same. */
@Tag("kafka")
final class CompactionConformanceTest {

  private static final long WAIT_SECONDS = 60;
  private static final String LONG = "86400000";

  @TempDir static Path directory;

  private static KafkaNode kafka;
  private static TestBroker ours;

  @BeforeAll
  static void start() throws Exception {
    kafka = KafkaNode.start(directory);
    ours =
        TestBroker.start(
            MemoryStorage.volatileStore(),
            BrokerSettings.of(
                Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.cleaner.backoff.ms", "50")));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.BROKER, ""),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("log.cleaner.backoff.ms", "50"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stop() {
    ours.close();
    kafka.close();
  }

  /** Writes something, in the same way wherever it goes. */
  private interface Script {
    void run(Writer writer) throws Exception;
  }

  /** One producer for plain batches, one for transactions; each batch begins another segment. */
  private static final class Writer implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<String, String> plain;
    private final KafkaProducer<String, String> transactional;

    Writer(String address, String topic, String compression) {
      this.topic = topic;
      Map<String, Object> settings = new HashMap<>();
      settings.put("bootstrap.servers", address);
      settings.put("compression.type", compression);
      settings.put("linger.ms", 5_000);
      plain = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      settings.put("transactional.id", topic);
      transactional = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      transactional.initTransactions();
    }

    void batch(String... records) throws InterruptedException {
      send(plain, records);
    }

    void transaction(boolean commits, String... records) throws InterruptedException {
      transactional.beginTransaction();
      send(transactional, records);
      if (commits) {
        transactional.commitTransaction();
      } else {
        transactional.abortTransaction();
      }
    }

    /** Markers have the time of the broker, so records have that of now too. */
    private void send(KafkaProducer<String, String> producer, String... records)
        throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(3);
      long timestamp = System.currentTimeMillis();
      for (String record : records) {
        int sign = record.indexOf('=');
        producer.send(
            new ProducerRecord<>(
                topic,
                0,
                timestamp,
                sign < 0 ? record : record.substring(0, sign),
                sign < 0 ? null : record.substring(sign + 1)));
      }
      producer.flush();
    }

    @Override
    public void close() {
      plain.close();
      transactional.close();
    }
  }

  private static void write(
      String address, String topic, String retention, String compression, Script script)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      Map<String, String> configs =
          Map.of(
              "cleanup.policy", "compact",
              "min.cleanable.dirty.ratio", "0",
              "segment.ms", "1",
              "delete.retention.ms", retention);
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs))).all().get();
    }
    try (Writer writer = new Writer(address, topic, compression)) {
      script.run(writer);
    }
  }

  /** Without offsets: Kafka may put a transaction's marker behind what is sent after its end. */
  private static List<String> read(String address, String topic, String isolation) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> read = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "isolation.level", isolation),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
          read.add(record.key() + "=" + record.value());
        }
      }
    }
    return read;
  }

  /** Compares once neither changes any more, as both clean when they see fit. */
  private static void compare(String topic, int written) throws Exception {
    List<String> theirs = read(kafka.bootstrapServers(), topic, "read_uncommitted");
    List<String> mine = List.of();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(300);
      mine = read(ours.bootstrapServers(), topic, "read_uncommitted");
      theirs = read(kafka.bootstrapServers(), topic, "read_uncommitted");
      if (mine.equals(theirs) && mine.size() < written) {
        break;
      }
    }
    assertThat(mine).isEqualTo(theirs).hasSizeLessThan(written);
    assertThat(read(ours.bootstrapServers(), topic, "read_committed"))
        .isEqualTo(read(kafka.bootstrapServers(), topic, "read_committed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zstd"})
  void theSameRecordsAreLeft(String compression) throws Exception {
    String topic = "same-" + compression;
    int[] written = {0};
    Script script =
        writer -> {
          Random random = new Random(compression.hashCode());
          written[0] = 0;
          for (int i = 0; i < 60; i++) {
            String[] records = new String[1 + random.nextInt(4)];
            for (int r = 0; r < records.length; r++) {
              String key = "k" + random.nextInt(12);
              records[r] = random.nextInt(6) == 0 ? key : key + "=" + i + "." + r;
            }
            written[0] += records.length;
            if (random.nextInt(3) == 0) {
              writer.transaction(random.nextBoolean(), records);
            } else {
              writer.batch(records);
            }
          }
          writer.batch("last=1");
          writer.batch("end=1");
        };
    write(kafka.bootstrapServers(), topic, LONG, compression, script);
    write(ours.bootstrapServers(), topic, LONG, compression, script);

    compare(topic, written[0]);
  }

  @Test
  void tombstonesAndAbortedTransactionsAreGoneInTheEnd() throws Exception {
    Script script =
        writer -> {
          writer.batch("a=1", "b=1");
          writer.batch("a");
          writer.transaction(false, "b=2", "c=1");
          writer.transaction(true, "d=1");
          for (int i = 0; i < 12; i++) {
            TimeUnit.MILLISECONDS.sleep(400);
            writer.batch("x" + i % 2 + "=" + i);
          }
        };
    write(kafka.bootstrapServers(), "gone", "0", "none", script);
    write(ours.bootstrapServers(), "gone", "0", "none", script);

    compare("gone", 16);
    assertThat(read(ours.bootstrapServers(), "gone", "read_uncommitted"))
        .noneMatch(record -> record.startsWith("a=") || record.startsWith("c="))
        .contains("b=1");
  }
}
