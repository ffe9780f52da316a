package dev.klamm.bench.compare.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A large group: how long until everybody has a fair share, and until a leaver's is taken over. */
final class StockGroup {

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final List<Member> members = new ArrayList<>();
  private final String protocol;
  private final int partitions;

  private StockGroup(String protocol, int partitions) {
    this.protocol = protocol;
    this.partitions = partitions;
  }

  /** Prints both times, in milliseconds. */
  static void run(String protocol, String address, String topic, int members, int partitions)
      throws InterruptedException {
    StockGroup group = new StockGroup(protocol, partitions);
    for (int i = 0; i < members; i++) {
      group.members.add(group.new Member(address, topic));
    }
    long start = System.nanoTime();
    group.members.forEach(Thread::start);
    group.awaitFairShares();
    print("join", start);
    long left = System.nanoTime();
    group.members.remove(members / 2).leave();
    group.awaitFairShares();
    print("leave", left);
    for (Member member : group.members) {
      member.stop = true;
      member.consumer.wakeup();
    }
    for (Member member : group.members) {
      member.join();
    }
  }

  private static void print(String name, long since) {
    System.out.printf(Locale.ROOT, "%s.ms %.1f%n", name, (System.nanoTime() - since) / 1e6);
  }

  /** Every partition has one owner, and nobody has more than one partition too many. */
  private void awaitFairShares() {
    long start = System.nanoTime();
    int least = partitions / members.size();
    int most = (partitions + members.size() - 1) / members.size();
    while (!areShares(least, most)) {
      if (System.nanoTime() - start > LONGEST_NANOS) {
        throw new IllegalStateException("no fair shares: " + members);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean areShares(int least, int most) {
    int sum = 0;
    for (Member member : members) {
      RuntimeException failure = member.failure;
      if (failure != null) {
        throw failure;
      }
      int share = member.share;
      if (share < least || share > most) {
        return false;
      }
      sum += share;
    }
    return sum == partitions;
  }

  private final class Member extends Thread {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private volatile int share;
    private volatile boolean stop;
    private volatile @Nullable RuntimeException failure;

    Member(String address, String topic) {
      this.topic = topic;
      Map<String, Object> settings = new HashMap<>();
      settings.put("bootstrap.servers", address);
      settings.put("group.id", topic + "-" + protocol);
      settings.put("group.protocol", protocol);
      settings.put("enable.auto.commit", "false");
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void run() {
      try (consumer) {
        consumer.subscribe(List.of(topic));
        while (!stop) {
          consumer.poll(POLL);
          share = consumer.assignment().size();
        }
      } catch (org.apache.kafka.common.errors.WakeupException e) {
        if (!stop) {
          failure = e;
        }
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    void leave() throws InterruptedException {
      stop = true;
      consumer.wakeup();
      join();
    }

    @Override
    public String toString() {
      return String.valueOf(share);
    }
  }
}
