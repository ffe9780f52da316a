package dev.klamm.storage.file;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.Batch;
import java.nio.ByteBuffer;

/** Makes a commit that was written part of the state. The engine's thread only. */
final class CommitApply {

  private final StoreState state;

  CommitApply(StoreState state) {
    this.state = state;
  }

  void apply(CommitPlan plan, JournalFile file, long commitPosition) {
    long payload = commitPosition + JournalFormat.COMMIT_HEADER + plan.directoryBytes();
    for (int e = 0; e < plan.count(); e++) {
      payload += apply(plan, e, file, commitPosition, payload);
    }
  }

  /** Gives the bytes of the entry's payload. */
  private long apply(CommitPlan plan, int e, JournalFile file, long commit, long payload) {
    Batch.Operation operation = plan.first(e);
    if (operation instanceof Batch.Append append) {
      append(plan, e, append, file, commit, payload);
      return plan.length(e);
    }
    if (operation instanceof Batch.Put put) {
      state.keys().put(put.key(), put.value());
      return put.key().length + (long) put.value().length;
    }
    if (operation instanceof Batch.Delete delete) {
      state.keys().delete(delete.key());
      return delete.key().length;
    }
    if (operation instanceof Batch.TrimPrefix trim) {
      state.log(trim.id()).trim(trim.newStart());
    } else if (operation instanceof Batch.Drop drop) {
      state.log(drop.id()).drop();
    } else if (operation instanceof Batch.Replace replace) {
      replace(replace, file, commit, payload);
      return plan.length(e);
    }
    return 0;
  }

  private void append(
      CommitPlan plan, int e, Batch.Append first, JournalFile file, long commit, long payload) {
    FileLog log = state.log(first.id());
    LogRuns runs = log.runsIn(file, payload, first.baseOffset());
    long into = 0;
    for (int i = plan.firstIndex(e); i != CommitPlan.END; i = plan.following(i)) {
      Batch.Append append = (Batch.Append) plan.operation(i);
      mark(
          runs,
          append.baseOffset(),
          append.maxTimestamp(),
          append.records(),
          commit,
          payload + into,
          into);
      into += append.records().remaining();
    }
    long end = ((Batch.Append) plan.last(e)).endOffset();
    log.appended(runs, end, plan.length(e), plan.maxTimestamp(e));
  }

  private void replace(Batch.Replace replace, JournalFile file, long commit, long payload) {
    FileLog log = state.log(replace.id());
    int length = replace.records().remaining();
    if (length == 0) {
      log.replace(replace.startOffset(), replace.endOffset(), null);
      return;
    }
    LogRuns runs =
        new LogRuns(file, replace.id(), JournalFormat.REPLACE, payload, replace.startOffset());
    file.runs().add(runs);
    mark(
        runs, replace.startOffset(), replace.maxTimestamp(), replace.records(), commit, payload, 0);
    runs.add(replace.endOffset(), length, replace.maxTimestamp());
    log.replace(replace.startOffset(), replace.endOffset(), LogSegment.open(runs));
  }

  /** Offers what was written to the index: as a whole when it is short, else batch by batch. */
  private static void mark(
      LogRuns runs,
      long base,
      long maxTimestamp,
      ByteBuffer records,
      long commit,
      long position,
      long into) {
    if (records.remaining() <= RunIndex.SPACING) {
      runs.mark(base, commit, position, into);
      runs.saw(maxTimestamp);
      return;
    }
    int start = records.position();
    int at = start;
    long first = base;
    while (records.limit() - at >= BatchFormat.HEADER_SIZE) {
      runs.mark(first, commit, position + (at - start), into + (at - start));
      runs.saw(BatchFormat.maxTimestamp(records, at));
      int size = BatchFormat.sizeInBytes(records, at);
      if (size < BatchFormat.HEADER_SIZE || size > records.limit() - at) {
        break; // whole batches were promised; a reader that walks here will say what is wrong
      }
      first = BatchFormat.lastOffset(records, at) + 1;
      at += size;
    }
  }
}
