package dev.klamm.bench.compare.client;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A log of many records to few keys is compacted while someone else produces: how fast it shrinks,
 * and what that does to the others' latency.
 */
final class StockCompaction {

  private static final int BROKER = 1;
  private static final int PER_SECOND = 1_000;
  private static final int QUIET_SECONDS = 6;
  private static final int WARM_UP_SECONDS = 2;
  private static final int MOST_SECONDS = 120;

  /** Two segments that may still be written to, and the latest of every key. */
  private static final long SHRUNK_TO = 40_000_000;

  private final Admin admin;
  private final String address;
  private final String topic;
  private final int bytes;

  private StockCompaction(Admin admin, String address, String topic, int bytes) {
    this.admin = admin;
    this.address = address;
    this.topic = topic;
    this.bytes = bytes;
  }

  /** Prints MB a second, and the latencies of a thousand records a second before and meanwhile. */
  static void run(String address, String topic, int megabytes, int keys, int bytes)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      StockCompaction work = new StockCompaction(admin, address, topic, bytes);
      work.alter(Map.of("segment.bytes", "16777216"));
      work.fill(megabytes, keys);
      work.others("quiet", QUIET_SECONDS, new AtomicBoolean());
      work.compact();
    }
  }

  private void compact() throws Exception {
    AtomicBoolean shrunk = new AtomicBoolean();
    long before = size();
    Thread others = new Thread(() -> others("busy", MOST_SECONDS, shrunk), "others");
    others.start();
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    long start = System.nanoTime();
    alter(Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.01"));
    while (size() > SHRUNK_TO) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
        throw new IllegalStateException(
            "still %d of %d bytes, not below %d".formatted(size(), before, SHRUNK_TO));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    shrunk.set(true);
    others.join();
    System.out.printf(Locale.ROOT, "rate %.1f%n", before / 1e6 / seconds);
  }

  private void alter(Map<String, String> configs) throws Exception {
    Collection<AlterConfigOp> changes =
        configs.entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
  }

  private long size() throws ExecutionException, InterruptedException {
    return admin.describeLogDirs(List.of(BROKER)).allDescriptions().get().values().stream()
        .flatMap(directories -> directories.values().stream())
        .map(LogDirDescription::replicaInfos)
        .flatMap(replicas -> replicas.entrySet().stream())
        .filter(replica -> replica.getKey().topic().equals(topic))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  private void fill(int megabytes, int keys) {
    SplittableRandom random = new SplittableRandom(11);
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    try (KafkaProducer<byte[], byte[]> producer = producer(5)) {
      for (long i = 0; i < megabytes * 1_000_000L / bytes; i++) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(random.nextInt(keys)).array();
        producer.send(new ProducerRecord<>(topic, 0, key, value));
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer(int lingerMs) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            address,
            "batch.size",
            "65536",
            "linger.ms",
            String.valueOf(lingerMs)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** A thousand records a second to another topic until told to stop, or until the time is over. */
  private void others(String name, int seconds, AtomicBoolean stop) {
    int records = PER_SECOND * seconds;
    Latencies acks = new Latencies(records);
    int sent = 0;
    try (KafkaProducer<byte[], byte[]> producer = producer(0)) {
      producer.partitionsFor(topic + "-others");
      long start = System.nanoTime();
      for (; sent < records && !stop.get(); sent++) {
        long due = start + sent * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(Math.min(left, 200_000));
        }
        int record = sent;
        producer.send(
            new ProducerRecord<>(topic + "-others", new byte[bytes]),
            (metadata, e) -> acks.set(record, System.nanoTime() - due));
      }
    }
    acks.print(name, WARM_UP_SECONDS * PER_SECOND, sent);
  }
}
