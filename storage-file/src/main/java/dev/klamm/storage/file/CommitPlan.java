package dev.klamm.storage.file;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.OffsetMismatchException;
import java.util.Arrays;
import java.util.List;

/**
 * Checks a batch and decides how its commit is laid out: the appends to one log become one run,
 * unless something else happens to that log between them. Reused from commit to commit; allocates
 * nothing once it has grown. The engine's thread only.
 */
final class CommitPlan {

  static final int END = -1;

  private final StoreState state;
  private List<Batch.Operation> operations = List.of();
  private long batchNumber;
  private int count;
  private int[] first = new int[16];
  private int[] last = new int[16];
  private int[] length = new int[16];
  private long[] maxTimestamp = new long[16];
  private int[] following = new int[16];
  private int directoryBytes;
  private long payloadBytes;
  private boolean reshapes;

  CommitPlan(StoreState state) {
    this.state = state;
  }

  /** Plans a batch; has no effect on the store, whatever is thrown. */
  void plan(List<Batch.Operation> batch) {
    operations = batch;
    batchNumber++;
    count = 0;
    directoryBytes = 0;
    payloadBytes = 0;
    reshapes = false;
    if (following.length < batch.size()) {
      following = new int[Math.max(batch.size(), following.length * 2)];
    }
    for (int i = 0; i < batch.size(); i++) {
      plan(i, batch.get(i));
    }
  }

  private void plan(int i, Batch.Operation operation) {
    if (operation instanceof Batch.Append append) {
      planAppend(i, append);
    } else if (operation instanceof Batch.Put put) {
      entry(i, JournalFormat.PUT, put.key().length + (long) put.value().length);
    } else if (operation instanceof Batch.Delete delete) {
      entry(i, JournalFormat.DELETE, delete.key().length);
    } else if (operation instanceof Batch.TrimPrefix trim) {
      planTrim(i, trim);
    } else if (operation instanceof Batch.Replace replace) {
      planReplace(i, replace);
    } else if (operation instanceof Batch.Drop drop) {
      FileLog log = entered(drop.id());
      log.plan.openEntry(LogPlan.NO_ENTRY);
      log.plan.end(0);
      entry(i, JournalFormat.DROP, 0);
      reshapes = true;
    }
  }

  private FileLog entered(dev.klamm.api.storage.LogId id) {
    FileLog log = state.log(id);
    log.plan.enter(batchNumber, log);
    return log;
  }

  private void planAppend(int i, Batch.Append append) {
    FileLog log = entered(append.id());
    LogPlan plan = log.plan;
    if (append.baseOffset() != plan.end()) {
      throw new OffsetMismatchException(
          "append at offset "
              + append.baseOffset()
              + " of "
              + append.id()
              + ", which ends at "
              + plan.end());
    }
    int bytes = append.records().remaining();
    if (append.endOffset() <= append.baseOffset() || bytes == 0) {
      throw new IllegalArgumentException(
          "append of "
              + bytes
              + " bytes from offset "
              + append.baseOffset()
              + " to "
              + append.endOffset()
              + " of "
              + append.id()
              + ": at least one record is needed");
    }
    int open = plan.openEntry();
    if (open != LogPlan.NO_ENTRY && length[open] <= Integer.MAX_VALUE - bytes) {
      following[last[open]] = i;
      following[i] = END;
      last[open] = i;
      length[open] += bytes;
      maxTimestamp[open] = Math.max(maxTimestamp[open], append.maxTimestamp());
      payloadBytes += bytes;
    } else {
      int e = entry(i, JournalFormat.APPEND, bytes);
      maxTimestamp[e] = append.maxTimestamp();
      plan.openEntry(e);
    }
    plan.end(append.endOffset());
  }

  private void planTrim(int i, Batch.TrimPrefix trim) {
    FileLog log = entered(trim.id());
    if (trim.newStart() > log.plan.end()) {
      throw new IllegalArgumentException(
          "trim of " + trim.id() + " to " + trim.newStart() + ", beyond its end " + log.plan.end());
    }
    log.plan.openEntry(LogPlan.NO_ENTRY);
    entry(i, JournalFormat.TRIM, 0);
    reshapes = true;
  }

  private void planReplace(int i, Batch.Replace replace) {
    FileLog log = entered(replace.id());
    if (replace.startOffset() < 0
        || replace.startOffset() > replace.endOffset()
        || replace.endOffset() > Math.min(log.endOffset(), log.plan.end())
        || !log.reader().isBoundary(replace.startOffset())
        || !log.reader().isBoundary(replace.endOffset())) {
      throw new IllegalArgumentException(
          "replacement of "
              + replace.startOffset()
              + " to "
              + replace.endOffset()
              + " of "
              + replace.id()
              + ": both must be where a batch begins or ends, up to the end "
              + log.endOffset());
    }
    log.plan.openEntry(LogPlan.NO_ENTRY);
    int e = entry(i, JournalFormat.REPLACE, replace.records().remaining());
    maxTimestamp[e] = replace.maxTimestamp();
    reshapes = true;
  }

  private int entry(int operation, byte type, long payload) {
    if (count == first.length) {
      first = Arrays.copyOf(first, count * 2);
      last = Arrays.copyOf(last, count * 2);
      length = Arrays.copyOf(length, count * 2);
      maxTimestamp = Arrays.copyOf(maxTimestamp, count * 2);
    }
    first[count] = operation;
    last[count] = operation;
    length[count] = (int) payload;
    following[operation] = END;
    directoryBytes = Math.addExact(directoryBytes, JournalFormat.entrySize(type));
    payloadBytes += payload;
    return count++;
  }

  /** Directory entries. */
  int count() {
    return count;
  }

  /** The first operation of an entry. */
  Batch.Operation first(int entry) {
    return operations.get(first[entry]);
  }

  /** The index of an entry's first operation, for {@link #following}. */
  int firstIndex(int entry) {
    return first[entry];
  }

  /** The index of the next operation of the same entry, or {@link #END}. */
  int following(int operation) {
    return following[operation];
  }

  Batch.Operation operation(int index) {
    return operations.get(index);
  }

  Batch.Operation last(int entry) {
    return operations.get(last[entry]);
  }

  int length(int entry) {
    return length[entry];
  }

  long maxTimestamp(int entry) {
    return maxTimestamp[entry];
  }

  int directoryBytes() {
    return directoryBytes;
  }

  /** Bytes of the whole commit. */
  long commitBytes() {
    return JournalFormat.COMMIT_HEADER + (long) directoryBytes + payloadBytes;
  }

  /** Whether the batch trims, replaces or drops, so that space may become free. */
  boolean reshapes() {
    return reshapes;
  }
}
