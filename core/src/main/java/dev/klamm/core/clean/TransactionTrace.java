package dev.klamm.core.clean;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.log.AbortedTransaction;
import dev.klamm.core.record.ControlRecords;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows transactions through the batches of a log, in order, from where it begins: which batches
 * belong to one that was aborted, and which markers end one of which nothing is left.
 */
final class TransactionTrace {

  private final List<AbortedTransaction> aborted;
  private final Map<Long, Aborting> aborting = new HashMap<>();
  private final Set<Long> committing = new HashSet<>();
  private int next;

  private static final class Aborting {
    boolean seen;
  }

  TransactionTrace(List<AbortedTransaction> aborted) {
    this.aborted =
        aborted.stream().sorted(Comparator.comparingLong(AbortedTransaction::firstOffset)).toList();
  }

  /** Whether a batch of data belongs to an aborted transaction. */
  boolean isAborted(ByteBuffer b, int at) {
    beginUpTo(BatchFormat.lastOffset(b, at));
    if (!BatchFormat.isTransactional(b, at)) {
      return false;
    }
    long producerId = BatchFormat.producerId(b, at);
    Aborting transaction = aborting.get(producerId);
    if (transaction != null) {
      transaction.seen = true;
      return true;
    }
    committing.add(producerId);
    return false;
  }

  /** Whether a marker ends a transaction of which no batch was met. */
  boolean endsNothing(ByteBuffer b, int at, ControlRecords.Type type) {
    beginUpTo(BatchFormat.lastOffset(b, at));
    long producerId = BatchFormat.producerId(b, at);
    return switch (type) {
      case ABORT -> {
        Aborting transaction = aborting.remove(producerId);
        yield transaction == null || !transaction.seen;
      }
      case COMMIT -> !committing.remove(producerId);
      case OTHER -> false;
    };
  }

  private void beginUpTo(long offset) {
    while (next < aborted.size() && aborted.get(next).firstOffset() <= offset) {
      aborting.put(aborted.get(next++).producerId(), new Aborting());
    }
  }
}
