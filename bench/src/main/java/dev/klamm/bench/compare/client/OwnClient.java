package dev.klamm.bench.compare.client;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.serde.ByteArrayDeserializer;
import dev.klamm.api.serde.ByteArraySerializer;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.producer.KafkaProducer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The same work of our clients as {@link StockClient} does with kafka-clients. */
final class OwnClient {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String address;
  private final String topic;

  private OwnClient(String address, String topic) {
    this.address = address;
    this.topic = topic;
  }

  /** Arguments: what to do, address, topic, and three numbers. */
  public static void main(String[] args) throws Exception {
    OwnClient client = new OwnClient(args[1], args[2]);
    int first = Integer.parseInt(args[3]);
    int second = Integer.parseInt(args[4]);
    int bytes = Integer.parseInt(args[5]);
    switch (args[0]) {
      case "produce" -> client.produce(first, second, new byte[bytes]);
      case "consume" -> client.consume(first, second);
      case "in-process" -> InProcess.run(first, second, bytes);
      default -> throw new IllegalArgumentException("unknown work '" + args[0] + "'");
    }
  }

  static Map<String, Object> producing(String address) {
    return Map.of(
        "bootstrap.servers", address,
        "acks", "all",
        "batch.size", "65536",
        "linger.ms", "5",
        "klamm.producer.buffer.full", "wait");
  }

  static Map<String, Object> consuming(String address) {
    return Map.of("bootstrap.servers", address, "enable.auto.commit", "false");
  }

  private void produce(int shortRun, int longRun, byte[] value) {
    ProcessCpu cpu = new ProcessCpu();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            producing(address), new ByteArraySerializer(), new ByteArraySerializer())) {
      send(producer, topic, shortRun, value);
      cpu.mark();
      send(producer, topic, longRun - shortRun, value);
      cpu.print(longRun - shortRun);
    }
  }

  static void send(Producer<byte[], byte[]> producer, String topic, int records, byte[] value) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    for (int i = 0; i < records; i++) {
      producer.send(
          new ProducerRecord<>(topic, value),
          (metadata, e) -> {
            if (e != null) {
              failure.set(e);
            }
          });
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("a record was not taken", failure.get());
    }
  }

  private void consume(int shortRun, int longRun) {
    ProcessCpu cpu = new ProcessCpu();
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            consuming(address), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assign(consumer, topic);
      int marked = read(consumer, 0, shortRun);
      cpu.mark();
      cpu.print(read(consumer, marked, longRun) - marked);
    }
  }

  static void assign(Consumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> assigned = List.of(new TopicPartition(topic, 0));
    consumer.assign(assigned);
    consumer.seekToBeginning(assigned);
  }

  static int read(Consumer<byte[], byte[]> consumer, int from, int to) {
    int records = from;
    long bytes = 0;
    while (records < to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        records++;
        byte[] value = record.value();
        bytes += value == null ? 0 : value.length;
      }
    }
    if (bytes == 0) {
      throw new IllegalStateException("only empty records came");
    }
    return records;
  }
}
