package dev.klamm.storage.file;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.LogId;
import java.nio.ByteBuffer;

/** Turns a planned batch into the bytes of a commit. The engine's thread only. */
final class CommitEncoder {

  private final CommitSink sink;

  CommitEncoder(CommitSink sink) {
    this.sink = sink;
  }

  void encode(CommitPlan plan, long sequence, long synced, int crc) {
    ByteBuffer b = sink.room(JournalFormat.COMMIT_HEADER);
    b.putInt(JournalFormat.COMMIT_MAGIC).putInt(crc).putLong(plan.commitBytes());
    b.putLong(sequence).putLong(synced).putInt(plan.directoryBytes()).putInt(plan.count());
    for (int e = 0; e < plan.count(); e++) {
      directory(plan, e);
    }
    for (int e = 0; e < plan.count(); e++) {
      payload(plan, e);
    }
  }

  /** The commit with which an opening begins. */
  void encodeEpoch(int epoch, long sequence, long synced, int crc) {
    int directory = JournalFormat.entrySize(JournalFormat.EPOCH);
    ByteBuffer b = sink.room(JournalFormat.COMMIT_HEADER + directory);
    b.putInt(JournalFormat.COMMIT_MAGIC).putInt(crc);
    b.putLong(JournalFormat.COMMIT_HEADER + (long) directory);
    b.putLong(sequence).putLong(synced).putInt(directory).putInt(1);
    b.put(JournalFormat.EPOCH).putInt(epoch);
  }

  private void directory(CommitPlan plan, int e) {
    Batch.Operation operation = plan.first(e);
    ByteBuffer b = sink.room(JournalFormat.entrySize(JournalFormat.APPEND));
    if (operation instanceof Batch.Append append) {
      log(b.put(JournalFormat.APPEND), append.id()).putLong(append.baseOffset());
      b.putLong(((Batch.Append) plan.last(e)).endOffset()).putLong(plan.maxTimestamp(e));
      b.putInt(plan.length(e));
    } else if (operation instanceof Batch.Replace replace) {
      log(b.put(JournalFormat.REPLACE), replace.id()).putLong(replace.startOffset());
      b.putLong(replace.endOffset()).putLong(plan.maxTimestamp(e)).putInt(plan.length(e));
    } else if (operation instanceof Batch.TrimPrefix trim) {
      log(b.put(JournalFormat.TRIM), trim.id()).putLong(trim.newStart());
    } else if (operation instanceof Batch.Drop drop) {
      log(b.put(JournalFormat.DROP), drop.id());
    } else if (operation instanceof Batch.Put put) {
      b.put(JournalFormat.PUT).putInt(put.key().length).putInt(put.value().length);
    } else if (operation instanceof Batch.Delete delete) {
      b.put(JournalFormat.DELETE).putInt(delete.key().length);
    }
  }

  private static ByteBuffer log(ByteBuffer b, LogId id) {
    return b.putLong(id.topicId().mostSignificantBits())
        .putLong(id.topicId().leastSignificantBits())
        .putInt(id.partition());
  }

  private void payload(CommitPlan plan, int e) {
    Batch.Operation operation = plan.first(e);
    if (operation instanceof Batch.Append) {
      for (int i = plan.firstIndex(e); i != CommitPlan.END; i = plan.following(i)) {
        sink.put(((Batch.Append) plan.operation(i)).records());
      }
    } else if (operation instanceof Batch.Replace replace) {
      sink.put(replace.records());
    } else if (operation instanceof Batch.Put put) {
      sink.put(put.key());
      sink.put(put.value());
    } else if (operation instanceof Batch.Delete delete) {
      sink.put(delete.key());
    }
  }
}
