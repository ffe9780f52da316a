package dev.klamm.core.consumer;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.protocol.message.FetchResponse.AbortedTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Which batches of a fetch belong to aborted transactions. The broker names each by its producer
 * and first offset; it ends with the producer's marker. Batches must be shown in order, once.
 */
final class AbortedProducers {
  private final Queue<AbortedTransaction> ahead;
  private final Set<Long> open = new HashSet<>();

  AbortedProducers(List<AbortedTransaction> aborted) {
    ahead = new ArrayDeque<>(aborted.size() + 1);
    aborted.stream()
        .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
        .forEach(ahead::add);
  }

  /** Whether this batch is to be left out. */
  boolean covers(ByteBuffer buffer, int at) {
    if (ahead.isEmpty() && open.isEmpty()) {
      return false;
    }
    beginUpTo(BatchFormat.lastOffset(buffer, at));
    return BatchFormat.isTransactional(buffer, at)
        && open.contains(BatchFormat.producerId(buffer, at));
  }

  /** A marker of this producer: whatever it wrote before is decided. */
  void onMarker(ByteBuffer buffer, int at) {
    beginUpTo(BatchFormat.lastOffset(buffer, at));
    open.remove(BatchFormat.producerId(buffer, at));
  }

  private void beginUpTo(long offset) {
    for (AbortedTransaction next = ahead.peek();
        next != null && next.firstOffset() <= offset;
        next = ahead.peek()) {
      open.add(next.producerId());
      ahead.remove();
    }
  }
}
