package dev.klamm.bench.compare.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Work of kafka-clients that the stock tools do not do, or do not measure finely enough. */
final class StockClient {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LATEST_SECONDS = 30;
  private static final long LONGEST_NAP_NANOS = 200_000;

  private final String address;
  private final String topic;

  private StockClient(String address, String topic) {
    this.address = address;
    this.topic = topic;
  }

  /** Arguments: what to do, address, topic, and three numbers. */
  public static void main(String[] args) throws Exception {
    StockClient client = new StockClient(args[1], args[2]);
    int first = Integer.parseInt(args[3]);
    int second = Integer.parseInt(args[4]);
    int bytes = Integer.parseInt(args[5]);
    switch (args[0]) {
      case "rate" -> client.rate(first, second, bytes);
      case "many" -> client.many(first, second, bytes);
      case "transactions" -> StockTransactions.run(args[1], args[2], first, second, bytes);
      case "classic", "consumer" -> StockGroup.run(args[0], args[1], args[2], first, second);
      case "compaction" -> StockCompaction.run(args[1], args[2], first, second, bytes);
      case "word-count" -> StockWordCount.run(args[1], args[2], first, second);
      case "produce" -> client.produce(first, second, new byte[bytes]);
      case "consume" -> client.consume(first, second);
      default -> throw new IllegalArgumentException("unknown work '" + args[0] + "'");
    }
  }

  private KafkaProducer<byte[], byte[]> producer(int lingerMs) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            address,
            "acks",
            "all",
            "batch.size",
            "65536",
            "linger.ms",
            String.valueOf(lingerMs)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> assigned = List.of(new TopicPartition(topic, 0));
    consumer.assign(assigned);
    consumer.seekToBeginning(assigned);
    return consumer;
  }

  // ---- so many a second, whether or not the broker keeps up

  private void rate(int perSecond, int seconds, int bytes) throws Exception {
    int records = perSecond * seconds;
    int warmUp = records / 4;
    Latencies acks = new Latencies(records);
    Latencies arrivals = new Latencies(records);
    CountDownLatch acked = new CountDownLatch(records);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    Thread reader = new Thread(() -> arrivals(arrivals, records), "arrivals");
    reader.setDaemon(true);
    try (KafkaProducer<byte[], byte[]> producer = producer(0)) {
      producer.partitionsFor(topic);
      reader.start();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      long start = System.nanoTime();
      for (int i = 0; i < records; i++) {
        long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
        napUntil(due);
        int record = i;
        producer.send(
            new ProducerRecord<>(topic, 0, null, ByteBuffer.allocate(bytes).putLong(due).array()),
            (metadata, e) -> {
              acks.set(record, System.nanoTime() - due);
              failure.compareAndSet(null, e);
              acked.countDown();
            });
      }
      requireInTime(acked.await(LATEST_SECONDS, TimeUnit.SECONDS), "acknowledgements");
    }
    reader.join(TimeUnit.SECONDS.toMillis(LATEST_SECONDS));
    requireInTime(!reader.isAlive(), "records");
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    acks.print("ack", warmUp);
    arrivals.print("e2e", warmUp);
  }

  private void arrivals(Latencies arrivals, int records) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (int i = 0; i < records; ) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          arrivals.set(i++, System.nanoTime() - ByteBuffer.wrap(record.value()).getLong());
        }
      }
    }
  }

  private static void napUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, LONGEST_NAP_NANOS));
    }
  }

  private static void requireInTime(boolean done, String what) {
    if (!done) {
      throw new IllegalStateException("not all " + what + " came within " + LATEST_SECONDS + " s");
    }
  }

  // ---- many producers that wait for every record

  private void many(int producers, int each, int bytes) throws Exception {
    Latencies acks = new Latencies(producers * each);
    CountDownLatch ready = new CountDownLatch(producers);
    CountDownLatch go = new CountDownLatch(1);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try (KafkaProducer<byte[], byte[]> producer = producer(0)) {
                  sendAndWait(producer, bytes);
                  ready.countDown();
                  go.await();
                  for (int k = 0; k < each; k++) {
                    acks.set(number * each + k, sendAndWait(producer, bytes));
                  }
                } catch (Exception e) {
                  failure.compareAndSet(null, e);
                  ready.countDown();
                }
              });
      threads.add(thread);
      thread.start();
    }
    ready.await();
    long start = System.nanoTime();
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    System.out.printf(Locale.ROOT, "rate %.1f%n", producers * each / seconds);
    acks.print("ack", 0);
  }

  private long sendAndWait(KafkaProducer<byte[], byte[]> producer, int bytes)
      throws ExecutionException, InterruptedException {
    long start = System.nanoTime();
    producer.send(new ProducerRecord<>(topic, new byte[bytes])).get();
    return System.nanoTime() - start;
  }

  // ---- what a record costs the client

  private void produce(int shortRun, int longRun, byte[] value) {
    ProcessCpu cpu = new ProcessCpu();
    try (KafkaProducer<byte[], byte[]> producer = producer(5)) {
      send(producer, shortRun, value);
      cpu.mark();
      send(producer, longRun - shortRun, value);
      cpu.print(longRun - shortRun);
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int records, byte[] value) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
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
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      int marked = read(consumer, 0, shortRun);
      cpu.mark();
      cpu.print(read(consumer, marked, longRun) - marked);
    }
  }

  private static int read(KafkaConsumer<byte[], byte[]> consumer, int from, int to) {
    int records = from;
    long bytes = 0;
    while (records < to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        records++;
        bytes += record.value().length;
      }
    }
    if (bytes == 0) {
      throw new IllegalStateException("only empty records came");
    }
    return records;
  }
}
