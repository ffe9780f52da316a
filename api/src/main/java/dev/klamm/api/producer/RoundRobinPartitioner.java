package dev.klamm.api.producer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Deals the records of each topic to its available partitions in turn, whatever their keys. Batches
 * are smaller so than with the sticky choice of {@link DefaultPartitioner}.
 *
 * @since 0.1
 */
public final class RoundRobinPartitioner implements Partitioner {
  private final ConcurrentMap<String, AtomicInteger> turns = new ConcurrentHashMap<>();

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      PartitionView partitions) {
    int turn = next(topic);
    int available = partitions.availableCount();
    return available > 0 ? partitions.available(turn % available) : turn % partitions.count();
  }

  /** Counts from 0 up to the greatest int, then from 0 again. */
  private int next(String topic) {
    AtomicInteger turn = turns.get(topic);
    if (turn == null) {
      turn = turns.computeIfAbsent(topic, name -> new AtomicInteger());
    }
    return turn.getAndIncrement() & 0x7fffffff;
  }
}
