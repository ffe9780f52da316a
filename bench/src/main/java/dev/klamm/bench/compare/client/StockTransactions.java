package dev.klamm.bench.compare.client;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One transactional producer: what many records in a transaction make, and what a commit takes. */
final class StockTransactions {

  private static final int RECORDS = 1_000;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private final String topic;
  private final byte[] value;

  private StockTransactions(String topic, int bytes) {
    this.topic = topic;
    this.value = new byte[bytes];
  }

  /**
   * Prints records a second of large transactions, and the latencies of commits of small ones; the
   * first quarter of each is for warming up.
   */
  static void run(String address, String topic, int large, int small, int bytes) {
    StockTransactions work = new StockTransactions(topic, bytes);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                address,
                "transactional.id",
                topic,
                "linger.ms",
                "5",
                "batch.size",
                "65536"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      work.large(producer, large);
      work.small(producer, small);
    }
  }

  private void large(KafkaProducer<byte[], byte[]> producer, int transactions) {
    int warmUp = transactions / 4;
    transact(producer, warmUp, RECORDS);
    long start = System.nanoTime();
    transact(producer, transactions - warmUp, RECORDS);
    double seconds = (System.nanoTime() - start) / (double) NANOS_PER_SECOND;
    System.out.printf(Locale.ROOT, "rate %.1f%n", (transactions - warmUp) * RECORDS / seconds);
  }

  private void small(KafkaProducer<byte[], byte[]> producer, int transactions) {
    Latencies commits = new Latencies(transactions);
    for (int i = 0; i < transactions; i++) {
      long start = System.nanoTime();
      transact(producer, 1, 1);
      commits.set(i, System.nanoTime() - start);
    }
    commits.print("commit", transactions / 4);
  }

  private void transact(KafkaProducer<byte[], byte[]> producer, int transactions, int records) {
    for (int i = 0; i < transactions; i++) {
      producer.beginTransaction();
      for (int k = 0; k < records; k++) {
        producer.send(new ProducerRecord<>(topic, value));
      }
      producer.commitTransaction();
    }
  }
}
