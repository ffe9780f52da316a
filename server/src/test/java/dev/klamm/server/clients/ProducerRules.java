package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.numbers;
import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.read;
import static dev.klamm.server.clients.Rules.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.error.RecordTooLargeException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerInterceptor;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.record.RecordHeaders;
import dev.klamm.api.record.TimestampType;
import dev.klamm.api.serde.Serdes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent arrives as it was sent. */
interface ProducerRules extends Rules {

  private Consumer<String, String> reader(String topic, int partitions) {
    Consumer<String, String> consumer = cluster().consumer(Map.of("auto.offset.reset", "earliest"));
    List<dev.klamm.api.cluster.TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(partition(topic, i));
    }
    consumer.assign(all);
    return consumer;
  }

  @Test
  default void everythingOfARecordArrives() throws Exception {
    String topic = topic("whole", 1);
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", "1".getBytes(StandardCharsets.UTF_8));
    headers.add("h", "2".getBytes(StandardCharsets.UTF_8));
    headers.add("none", null);
    try (Producer<String, String> producer = cluster().producer(Map.of());
        Consumer<String, String> consumer = reader(topic, 1)) {
      RecordMetadata sent =
          done(producer.send(new ProducerRecord<>(topic, 0, 1234L, "key", "value", headers)));
      done(producer.send(new ProducerRecord<>(topic, 0, null, null)));
      List<ConsumerRecord<String, String>> records = read(consumer, 2);
      ConsumerRecord<String, String> first = records.get(0);
      assertThat(first.key()).isEqualTo("key");
      assertThat(first.value()).isEqualTo("value");
      assertThat(first.timestamp()).isEqualTo(1234);
      assertThat(first.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
      assertThat(first.offset()).isEqualTo(sent.offset()).isZero();
      assertThat(first.headers().toArray()).isEqualTo(headers.toArray());
      assertThat(records.get(1).key()).isNull();
      assertThat(records.get(1).value()).isNull();
      assertThat(sent.serializedKeySize()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  default void whatIsCompressedArrives(String type) throws Exception {
    String topic = topic("compressed-" + type, 1);
    try (Producer<String, String> producer =
        cluster().producer(Map.of("compression.type", type, "linger.ms", 20))) {
      numbers(500).forEach(n -> producer.send(new ProducerRecord<>(topic, n)));
    }
    try (Consumer<String, String> consumer = reader(topic, 1)) {
      assertThat(values(read(consumer, 500))).isEqualTo(numbers(500));
    }
  }

  @Test
  default void bigBatchesArrive() throws Exception {
    String topic = topic("big", 1);
    byte[] block = new byte[60_000];
    new Random(1).nextBytes(block);
    try (Producer<byte[], byte[]> producer =
        cluster()
            .producer(
                Serdes.ByteArray(),
                Serdes.ByteArray(),
                Map.of("batch.size", 900_000, "linger.ms", 100))) {
      for (int i = 0; i < 150; i++) {
        producer.send(new ProducerRecord<>(topic, block));
      }
      byte[] large = new byte[1_000_000];
      done(producer.send(new ProducerRecord<>(topic, large)));
    }
    try (Consumer<byte[], byte[]> consumer =
        cluster().consumer(Serdes.ByteArray(), Serdes.ByteArray(), Map.of())) {
      consumer.assign(List.of(partition(topic, 0)));
      consumer.seekToBeginning(List.of(partition(topic, 0)));
      List<ConsumerRecord<byte[], byte[]>> records = read(consumer, 151);
      assertThat(records.get(149).value()).isEqualTo(block);
      assertThat(records.get(150).value()).hasSize(1_000_000);
    }
  }

  @Test
  default void eachPartitionKeepsTheOrderOfItsRecords() throws Exception {
    String topic = topic("ordered", 4);
    try (Producer<String, String> producer = cluster().producer(Map.of("linger.ms", 0))) {
      for (int i = 0; i < 2_000; i++) {
        producer.send(new ProducerRecord<>(topic, "key" + i % 17, "" + i));
      }
    }
    try (Consumer<String, String> consumer = reader(topic, 4)) {
      List<ConsumerRecord<String, String>> records = read(consumer, 2_000);
      for (int key = 0; key < 17; key++) {
        String wanted = "key" + key;
        List<Integer> ofKey = new ArrayList<>();
        records.stream()
            .filter(record -> wanted.equals(record.key()))
            .forEach(record -> ofKey.add(Integer.valueOf(record.value())));
        assertThat(ofKey).isSorted().hasSizeGreaterThan(100);
      }
    }
  }

  @Test
  default void callbacksHearOfEveryRecordInOrder() throws Exception {
    String topic = topic("callbacks", 1);
    List<Long> offsets = Collections.synchronizedList(new ArrayList<>());
    try (Producer<String, String> producer = cluster().producer(Map.of())) {
      for (int i = 0; i < 100; i++) {
        producer.send(
            new ProducerRecord<>(topic, "x"),
            (metadata, error) -> offsets.add(error == null ? metadata.offset() : -1));
      }
      producer.flush();
      assertThat(offsets).hasSize(100).isSorted().doesNotContain(-1L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "all"})
  default void everyKindOfAcknowledgementWorks(String acks) throws Exception {
    String topic = topic("acks-" + acks, 1);
    try (Producer<String, String> producer =
        cluster().producer(Map.of("acks", acks, "enable.idempotence", acks.equals("all")))) {
      RecordMetadata sent = done(producer.send(new ProducerRecord<>(topic, "x")));
      assertThat(sent.offset()).isEqualTo(acks.equals("0") ? -1 : 0);
    }
    try (Consumer<String, String> consumer = reader(topic, 1)) {
      assertThat(values(read(consumer, 1))).containsExactly("x");
    }
  }

  @Test
  default void aRecordThatIsTooLargeIsRefused() throws Exception {
    String topic = topic("too-large", 1);
    try (Producer<byte[], byte[]> producer =
        cluster()
            .producer(
                Serdes.ByteArray(), Serdes.ByteArray(), Map.of("max.request.size", 5_000_000))) {
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, new byte[2_000_000]));
      assertThatThrownBy(() -> done(sent))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(RecordTooLargeException.class);
      done(producer.send(new ProducerRecord<>(topic, new byte[10])));
    }
  }

  @Test
  default void aPartitionThatIsNotThereFails() throws Exception {
    String topic = topic("no-partition", 1);
    try (Producer<String, String> producer =
        cluster().producer(Map.of("request.timeout.ms", 500, "delivery.timeout.ms", 1_000))) {
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, 7, "k", "v"));
      assertThatThrownBy(() -> done(sent)).hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  default void interceptorsSeeAndChangeWhatIsSent() throws Exception {
    String topic = topic("intercepted", 1);
    AtomicInteger acknowledged = new AtomicInteger();
    ProducerInterceptor<String, String> shout =
        new ProducerInterceptor<>() {
          @Override
          public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            return new ProducerRecord<>(record.topic(), record.key(), record.value() + "!");
          }

          @Override
          public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            acknowledged.incrementAndGet();
          }
        };
    try (Producer<String, String> producer =
        cluster().producer(Map.of("interceptor.classes", List.of(shout)))) {
      done(producer.send(new ProducerRecord<>(topic, "hey")));
    }
    assertThat(acknowledged).hasValue(1);
    try (Consumer<String, String> consumer = reader(topic, 1)) {
      assertThat(values(read(consumer, 1))).containsExactly("hey!");
    }
  }

  @Test
  default void partitionsAreTold() throws Exception {
    String topic = topic("told", 3);
    try (Producer<String, String> producer = cluster().producer(Map.of())) {
      assertThat(producer.partitionsFor(topic)).hasSize(3);
    }
  }
}
