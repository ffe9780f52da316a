package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.producer.PartitionView;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.core.net.MetadataSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of one topic, the sticky one among them, and the records that wait until they are
 * known. Any thread may call it, unless a method says otherwise.
 */
final class TopicQueues {

  /** A record that cannot be placed yet. It is counted in the pool until it is. */
  interface Parked {
    RecordFuture future();

    int reserved();

    long deadlineNanos();

    /**
     * Puts it into a partition.
     *
     * @return false if its partition is not known yet
     */
    boolean place(View view);
  }

  final String name;
  private final RecordAccumulator accumulator;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Parked> parked = new ArrayDeque<>();
  private volatile @Nullable View view;
  private volatile int sticky;

  /** Bytes put into the sticky partition; several threads may count at once and lose some. */
  private volatile int produced;

  /** Whether the sender was told already that records wait here. */
  final AtomicBoolean awaited = new AtomicBoolean();

  private boolean closed;

  TopicQueues(String name, RecordAccumulator accumulator, long seed) {
    this.name = name;
    this.accumulator = accumulator;
    this.random = new SplittableRandom(seed);
  }

  /** What is known of the topic's partitions at one moment. */
  final class View implements PartitionView {
    final PartitionQueue[] queues;
    private final int[] available;

    View(PartitionQueue[] queues, int[] available) {
      this.queues = queues;
      this.available = available;
    }

    @Override
    public int count() {
      return queues.length;
    }

    @Override
    public int availableCount() {
      return available.length;
    }

    @Override
    public int available(int index) {
      return available[index];
    }

    @Override
    public int sticky() {
      return sticky;
    }
  }

  /** Null until the topic's partitions are known. */
  @Nullable View view() {
    return view;
  }

  /**
   * Leaves a record to wait for the topic's partitions.
   *
   * @return false if it need not wait any more, or must not, since the producer is closed or its
   *     transaction has ended
   */
  boolean park(Parked record) {
    lock.lock();
    try {
      if (closed || view != null || accumulator.refuses()) {
        return false;
      }
      parked.add(record);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves a record to wait for a partition that is not there yet. */
  boolean parkForGrowth(Parked record) {
    lock.lock();
    try {
      boolean takes = !closed && !accumulator.refuses();
      if (takes) {
        parked.add(record);
      }
      return takes;
    } finally {
      lock.unlock();
    }
  }

  /** Counts bytes in that went to the sticky partition. */
  void count(int partition, int bytes) {
    if (partition == sticky) {
      produced += bytes;
    }
  }

  /** Whether the sticky partition has had its share, so that a new batch belongs elsewhere. */
  boolean leavesSticky(int partition, int bytes) {
    return partition == sticky && produced + bytes > accumulator.options().batchSize();
  }

  /** Draws another sticky partition, unless another thread did so meanwhile. */
  void nextSticky(View of, int left) {
    lock.lock();
    try {
      if (sticky == left) {
        sticky = draw(of);
        produced = 0;
      }
    } finally {
      lock.unlock();
    }
  }

  /** At random; of two drawn, the one where less waits, so that a slow broker gets less. */
  private int draw(View of) {
    if (of.available.length == 0) {
      return random.nextInt(of.queues.length);
    }
    int first = of.available[random.nextInt(of.available.length)];
    int second = of.available[random.nextInt(of.available.length)];
    return of.queues[second].waiting() < of.queues[first].waiting() ? second : first;
  }

  /** Takes over what the cluster says, and places the records that waited for it. Loop only. */
  void update(MetadataSnapshot.Topic topic) {
    if (topic.partitions().isEmpty()) {
      return;
    }
    lock.lock();
    try {
      View old = view;
      View next = viewOf(topic, old);
      if (old == null) {
        sticky = draw(next);
      }
      // Before others see the view: what waited was sent before what they send now.
      placeParked(next);
      view = next;
    } finally {
      lock.unlock();
    }
  }

  private View viewOf(MetadataSnapshot.Topic topic, @Nullable View old) {
    int known = old == null ? 0 : old.queues.length;
    int count = Math.max(known, topic.partitions().size());
    PartitionQueue[] queues =
        old == null ? new PartitionQueue[count] : Arrays.copyOf(old.queues, count);
    for (int i = known; i < count; i++) {
      queues[i] = new PartitionQueue(new TopicPartition(name, i), accumulator);
    }
    int[] available = new int[count];
    int leaders = 0;
    for (MetadataSnapshot.Partition partition : topic.partitions()) {
      queues[partition.partition()].line.leader = partition.leaderId();
      if (partition.leaderId() >= 0) {
        available[leaders++] = partition.partition();
      }
    }
    return new View(queues, Arrays.copyOf(available, leaders));
  }

  private void placeParked(View next) {
    for (int left = parked.size(); left > 0; left--) {
      Parked record = parked.remove();
      if (record.place(next)) {
        accumulator.pool().release(record.reserved());
      } else {
        parked.add(record);
      }
    }
  }

  /** Fails what waits because the topic cannot be used. Loop only. */
  void failParked(KafkaException error) {
    takeParked(Long.MAX_VALUE).forEach(record -> fail(record, error));
  }

  /** Fails what has waited too long. Loop only. */
  void expireParked(long nowNanos) {
    for (Parked record : takeParked(nowNanos)) {
      View known = view;
      fail(
          record,
          new TimeoutException(
              known == null
                  ? "topic " + name + " did not become known within delivery.timeout.ms"
                  : "topic "
                      + name
                      + " has "
                      + known.count()
                      + " partitions, and did not get the one asked for within delivery.timeout.ms"));
    }
  }

  private List<Parked> takeParked(long deadlineNanos) {
    lock.lock();
    try {
      List<Parked> taken = new ArrayList<>();
      while (!parked.isEmpty()
          && (deadlineNanos == Long.MAX_VALUE
              || parked.peek().deadlineNanos() - deadlineNanos <= 0)) {
        taken.add(parked.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Parked record, KafkaException error) {
    accumulator.pool().release(record.reserved());
    accumulator.tellFailed(error);
    record.future().fail(new TopicPartition(name, RecordMetadata.UNKNOWN_PARTITION), error);
  }

  /** Takes out the record that waits for the longest time; null if none does. */
  @Nullable Parked pollParked() {
    lock.lock();
    try {
      return parked.poll();
    } finally {
      lock.unlock();
    }
  }

  /** By when that record must be placed; {@link PartitionQueue#NONE} if none waits. */
  long parkedDeadline() {
    lock.lock();
    try {
      Parked first = parked.peek();
      return first == null ? PartitionQueue.NONE : first.deadlineNanos();
    } finally {
      lock.unlock();
    }
  }

  /** The futures of records that wait for metadata. */
  List<RecordFuture> parkedFutures() {
    lock.lock();
    try {
      return parked.stream().map(Parked::future).toList();
    } finally {
      lock.unlock();
    }
  }

  boolean hasParked() {
    lock.lock();
    try {
      return !parked.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records. Loop only. */
  void close(KafkaException error) {
    lock.lock();
    closed = true;
    lock.unlock();
    failParked(error);
    View known = view;
    if (known != null) {
      for (PartitionQueue queue : known.queues) {
        queue.close();
      }
    }
  }
}
