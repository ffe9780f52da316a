package dev.klamm.core.clean;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.record.ControlRecords;
import dev.klamm.core.record.RecordCursor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Learns the last offset of each key from the dirty part, batch by batch, until memory is full. */
final class KeyIndexer {

  private final KeyHash hash;
  private final CleanerLimits limits;
  private final long expectedRecords;
  private final TransactionTrace transactions;
  private final RecordCursor records;
  private @Nullable OffsetMap offsets;

  /**
   * @param expectedRecords in the dirty part; there is no memory for more
   */
  KeyIndexer(
      KeyHash hash,
      CleanerLimits limits,
      long expectedRecords,
      TransactionTrace transactions,
      RecordCursor records) {
    this.hash = hash;
    this.limits = limits;
    this.expectedRecords = expectedRecords;
    this.transactions = transactions;
    this.records = records;
  }

  /** Takes a batch; false when there is no room for it, and then nothing of it was taken. */
  boolean take(ByteBuffer b, int at) {
    int count = BatchFormat.recordCount(b, at);
    if (BatchFormat.isControl(b, at)) {
      passMarker(b, at);
      return true;
    }
    if (transactions.isAborted(b, at) || count == 0) {
      return true;
    }
    OffsetMap map = mapFor(count);
    if (map.room() < count) {
      return false;
    }
    records.open(b, at);
    while (records.next()) {
      if (records.hasKey()) {
        map.put(records.buffer(), records.keyPosition(), records.keyLength(), records.offset());
      }
    }
    return true;
  }

  private void passMarker(ByteBuffer b, int at) {
    records.open(b, at);
    if (records.next()) {
      transactions.endsNothing(b, at, ControlRecords.type(records));
    }
  }

  /** However small the limit is, there is room for the first batch: each pass gets further. */
  private OffsetMap mapFor(int count) {
    OffsetMap map = offsets;
    if (map == null) {
      long most = OffsetMap.capacity(limits.dedupeBufferBytes(), limits.loadFactor());
      long wanted = Math.max(count, Math.min(most, expectedRecords));
      map = new OffsetMap(hash, (int) wanted, limits.loadFactor());
      offsets = map;
    }
    return map;
  }

  OffsetMap offsets() {
    return mapFor(1);
  }
}
