package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.serde.ByteArrayDeserializer;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.storage.file.FileStorage;
import dev.klamm.storage.file.FileStorageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compacted topics as Apache Kafka's own Java clients, and ours, see them. */
final class CompactedTopicTest {

  private static final long WAIT_SECONDS = 20;
  private static final long BEGAN = System.currentTimeMillis() - 600_000;

  @TempDir static Path directory;

  private static TestBroker broker;
  private static Admin admin;
  private static KafkaProducer<String, String> producer;

  @BeforeAll
  static void start() {
    Map<String, String> properties =
        Map.of(
            "listeners", "PLAINTEXT://127.0.0.1:0",
            "log.cleaner.backoff.ms", "20",
            "log.retention.check.interval.ms", "20");
    broker =
        TestBroker.start(
            new FileStorage(FileStorageSettings.of(directory)), BrokerSettings.of(properties));
    Map<String, Object> address = Map.of("bootstrap.servers", broker.bootstrapServers());
    admin = Admin.create(address);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "batch.size", 0),
            new StringSerializer(),
            new StringSerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    admin.close();
    broker.close();
  }

  private static void create(String topic, String policy) throws Exception {
    Map<String, String> configs =
        Map.of(
            "cleanup.policy", policy,
            "min.cleanable.dirty.ratio", "0.01",
            "segment.ms", "100",
            "delete.retention.ms", "0");
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs))).all().get();
  }

  /** Each record is 200 ms older than the next, so that it begins another part. */
  private static void send(String topic, int number, @Nullable String key, @Nullable String value)
      throws Exception {
    producer
        .send(new ProducerRecord<>(topic, 0, BEGAN + 200L * number, key, value))
        .get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  private static List<String> read(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> read = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
          read.add(record.offset() + ":" + record.key() + "=" + record.value());
        }
      }
    }
    return read;
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " did not happen");
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void stockConsumersReadWhatIsLeftUpToTheEnd() throws Exception {
    create("left", "compact");
    Map<String, String> last = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      String key = "k" + i % 7;
      send("left", i, key, "v" + i);
      last.put(key, i + ":" + key + "=v" + i);
    }
    send("left", 200, "end", "v");
    last.put("end", "200:end=v");
    await("compaction", () -> read("left").size() == 8);

    assertThat(read("left")).containsExactlyInAnyOrderElementsOf(last.values());
  }

  @Test
  void tombstonesRemoveAKeyAndThenThemselves() throws Exception {
    create("removed", "compact");
    send("removed", 0, "a", "1");
    send("removed", 1, "a", null);
    send("removed", 2, "b", "1");
    send("removed", 3, "c", "1");
    await("the removal of a", () -> read("removed").stream().noneMatch(r -> r.contains("a=1")));
    send("removed", 4, "d", "1");
    send("removed", 5, "e", "1");
    await("the removal of the tombstone", () -> !read("removed").contains("1:a=null"));

    assertThat(read("removed")).containsExactly("2:b=1", "3:c=1", "4:d=1", "5:e=1");
  }

  @Test
  void aRecordWithoutAKeyIsRefused() throws Exception {
    create("keyed", "compact");

    assertThatThrownBy(() -> send("keyed", 0, null, "v"))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InvalidRecordException.class);
  }

  @Test
  void offsetsByTimeAndPositionsInAHoleFindWhatFollows() throws Exception {
    create("holes", "compact");
    for (int i = 0; i < 20; i++) {
      send("holes", i, i == 10 ? "once" : "again", "v" + i);
    }
    await("compaction", () -> read("holes").size() == 3);
    assertThat(read("holes")).containsExactly("10:once=v10", "18:again=v18", "19:again=v19");

    TopicPartition partition = new TopicPartition("holes", 0);
    assertThat(offset(partition, OffsetSpec.forTimestamp(BEGAN + 400))).isEqualTo(10);
    assertThat(offset(partition, OffsetSpec.forTimestamp(BEGAN + 2_200))).isEqualTo(18);
    assertThat(offset(partition, OffsetSpec.maxTimestamp())).isEqualTo(19);
    assertThat(offset(partition, OffsetSpec.earliest())).isZero();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 12);
      List<Long> offsets = new ArrayList<>();
      while (offsets.size() < 2) {
        consumer.poll(Duration.ofMillis(500)).forEach(record -> offsets.add(record.offset()));
      }
      assertThat(offsets).containsExactly(18L, 19L);
    }
  }

  private static long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
    return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
  }

  @Test
  void aPolicyThatIsChangedTakesEffect() throws Exception {
    create("changed", "delete");
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, "changed"),
                List.of(set("retention.ms", "-1"))))
        .all()
        .get();
    for (int i = 0; i < 10; i++) {
      send("changed", i, "a", "v" + i);
    }
    assertThat(read("changed")).hasSize(10);
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, "changed"),
                List.of(set("cleanup.policy", "compact"))))
        .all()
        .get();
    await("compaction", () -> read("changed").size() == 2);

    assertThat(read("changed")).containsExactly("8:a=v8", "9:a=v9");
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  @Test
  void withBothPoliciesOldRecordsGoToo() throws Exception {
    create("both", "compact,delete");
    for (int i = 0; i < 20; i++) {
      int minutesLater = i < 15 ? 0 : 1_000;
      send("both", i + minutesLater, "k" + i % 10, "v" + i);
    }
    await("compaction", () -> read("both").size() == 11);
    long age = System.currentTimeMillis() - (BEGAN + 200 * 500);
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, "both"),
                List.of(set("retention.ms", Long.toString(age)))))
        .all()
        .get();
    await("retention", () -> !read("both").contains("14:k4=v14"));

    assertThat(read("both")).contains("19:k9=v19").allMatch(r -> r.compareTo("15") >= 0);
  }

  @Test
  void ourConsumerReadsItToo() throws Exception {
    create("ours", "compact");
    for (int i = 0; i < 50; i++) {
      send("ours", i, "k" + i % 3, "v" + i);
    }
    await("compaction", () -> read("ours").size() == 4);
    List<Long> offsets = new ArrayList<>();
    try (var consumer =
        new dev.klamm.core.consumer.KafkaConsumer<>(
            ConsumerSettings.builder().bootstrapServers(broker.bootstrapServers()).build(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new dev.klamm.api.cluster.TopicPartition("ours", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < 50) {
        consumer.poll(Duration.ofMillis(500)).forEach(record -> offsets.add(record.offset()));
      }
    }
    assertThat(offsets).containsExactly(46L, 47L, 48L, 49L);
  }
}
