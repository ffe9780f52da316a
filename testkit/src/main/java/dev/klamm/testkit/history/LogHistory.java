package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.IsolationLevel;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a partition holds at the end.
 *
 * @since 0.1
 */
public final class LogHistory {

  private final History history;
  final TopicPartition partition;
  final IsolationLevel isolation;
  final long startOffset;
  final long endOffset;
  final NavigableMap<Long, Long> records = new TreeMap<>();

  LogHistory(
      History history,
      TopicPartition partition,
      IsolationLevel isolation,
      long startOffset,
      long endOffset) {
    this.history = history;
    this.partition = partition;
    this.isolation = isolation;
    this.startOffset = startOffset;
    this.endOffset = endOffset;
  }

  /** There is a record. */
  public void holds(long offset, long id) {
    synchronized (history) {
      records.put(offset, id);
    }
  }

  @Nullable Long at(long offset) {
    return records.get(offset);
  }
}
