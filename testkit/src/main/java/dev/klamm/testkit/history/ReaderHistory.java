package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.IsolationLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one consumer was given. Within one reign over a partition, from {@link #begins} to the next,
 * it reads forward and leaves nothing out.
 *
 * @since 0.1
 */
public final class ReaderHistory {

  /** Where a reign begins, when that is not known: nothing is missed before its first record. */
  public static final long UNKNOWN_POSITION = -1;

  private final History history;
  final String name;
  final IsolationLevel isolation;
  final List<Read> reads = new ArrayList<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /**
   * @param from the position before it: nothing between it and the offset was given
   */
  record Read(TopicPartition partition, long from, long offset, long id, long moment) {}

  ReaderHistory(History history, String name, IsolationLevel isolation) {
    this.history = history;
    this.name = name;
    this.isolation = isolation;
  }

  /** It reads a partition from here on: assigned, or moved by a seek. */
  public void begins(TopicPartition partition, long position) {
    synchronized (history) {
      positions.put(partition, position);
      history.note(name, "begins " + partition + " at " + position);
    }
  }

  /** It was given a record. */
  public void read(TopicPartition partition, long offset, long id) {
    synchronized (history) {
      long moment = history.note(name, "reads record " + id + " at " + partition + "@" + offset);
      long from = positions.getOrDefault(partition, UNKNOWN_POSITION);
      reads.add(new Read(partition, from, offset, id, moment));
      positions.put(partition, offset + 1);
    }
  }
}
