package dev.klamm.core.clean;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.core.log.ProducerEnd;
import dev.klamm.core.record.BatchRewriter;
import dev.klamm.core.record.ControlRecords;
import dev.klamm.core.record.RecordCursor;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides what stays of a batch. Goes through all batches of a log in order, from its start to the
 * end of the pass.
 *
 * <ul>
 *   <li>A record stays when it is the last of its key. Those without a key go: nobody could replace
 *       them, and a compacted topic takes none.
 *   <li>A tombstone or the end of a transaction that nothing is left of gets a delete horizon, and
 *       goes in the first pass after it.
 *   <li>Records of aborted transactions go.
 *   <li>A batch that nothing stays of goes too, unless it is the last of its producer, whose
 *       sequence it tells, or the last of the pass: readers come to the end of the log by it.
 * </ul>
 */
final class BatchFilter {

  private final OffsetMap offsets;
  private final TransactionTrace transactions;
  private final Map<Long, ProducerEnd> producerEnds;
  private final long end;
  private final long nowMs;
  private final long horizonMs;
  private final RecordCursor records;
  private final BatchRewriter rewriter;
  private boolean[] kept = new boolean[256];
  private final Set<Long> markersRemoved = new HashSet<>();
  private long recordsRead;
  private long recordsKept;

  /**
   * @param producerEnds what each producer wrote last
   * @param end of the pass
   */
  BatchFilter(
      OffsetMap offsets,
      TransactionTrace transactions,
      Map<Long, ProducerEnd> producerEnds,
      long end,
      PassFrame frame,
      RecordCursor records,
      BatchRewriter rewriter) {
    this.offsets = offsets;
    this.transactions = transactions;
    this.producerEnds = producerEnds;
    this.end = end;
    this.nowMs = frame.nowMs();
    this.horizonMs = frame.horizonMs();
    this.records = records;
    this.rewriter = rewriter;
  }

  long recordsRead() {
    return recordsRead;
  }

  long recordsKept() {
    return recordsKept;
  }

  /** Offsets of markers that went; whoever asks clears it. */
  Set<Long> markersRemoved() {
    return markersRemoved;
  }

  /**
   * Appends what stays of a batch.
   *
   * @return whether that is anything else than the batch as it is
   */
  boolean apply(ByteBuffer b, int at, BoundedBytes out) {
    recordsRead += BatchFormat.recordCount(b, at);
    return BatchFormat.isControl(b, at) ? applyToMarker(b, at, out) : applyToData(b, at, out);
  }

  private boolean applyToMarker(ByteBuffer b, int at, BoundedBytes out) {
    records.open(b, at);
    if (!records.next()) {
      return applyToNothing(b, at, 0, out);
    }
    ControlRecords.Type type = ControlRecords.type(records);
    boolean needless = transactions.endsNothing(b, at, type);
    if (!needless || isBeforeHorizon(b, at)) {
      recordsKept++;
      return copy(b, at, out);
    }
    if (hasHorizon(b, at)) {
      markersRemoved.add(BatchFormat.baseOffset(b, at));
      return applyToNothing(b, at, 1, out);
    }
    recordsKept++;
    rewriter.begin(b, at);
    rewriter.deleteHorizon(horizonMs);
    rewriter.keep(records);
    rewriter.finish(out);
    return true;
  }

  private boolean applyToData(ByteBuffer b, int at, BoundedBytes out) {
    int count = BatchFormat.recordCount(b, at);
    if (transactions.isAborted(b, at)) {
      return applyToNothing(b, at, count, out);
    }
    if (kept.length < count) {
      kept = new boolean[Math.max(count, 2 * kept.length)];
    }
    boolean tombstonesStay = !hasHorizon(b, at) || isBeforeHorizon(b, at);
    boolean tombstones = false;
    int stay = 0;
    records.open(b, at);
    for (int i = 0; records.next(); i++) {
      kept[i] = stays(tombstonesStay);
      stay += kept[i] ? 1 : 0;
      tombstones |= kept[i] && !records.hasValue();
    }
    recordsKept += stay;
    if (stay == 0) {
      return applyToNothing(b, at, count, out);
    }
    boolean newHorizon = tombstones && !hasHorizon(b, at);
    if (stay == count && !newHorizon) {
      return copy(b, at, out);
    }
    rewrite(b, at, newHorizon, out);
    return true;
  }

  private boolean stays(boolean tombstonesStay) {
    return records.hasKey()
        && (records.hasValue() || tombstonesStay)
        && records.offset()
            >= offsets.get(records.buffer(), records.keyPosition(), records.keyLength());
  }

  private void rewrite(ByteBuffer b, int at, boolean newHorizon, BoundedBytes out) {
    rewriter.begin(b, at);
    if (newHorizon) {
      rewriter.deleteHorizon(horizonMs);
    }
    records.open(b, at);
    for (int i = 0; records.next(); i++) {
      if (kept[i]) {
        rewriter.keep(records);
      }
    }
    rewriter.finish(out);
  }

  private boolean applyToNothing(ByteBuffer b, int at, int count, BoundedBytes out) {
    if (!keepsEmpty(b, at)) {
      return true;
    }
    if (count == 0) {
      return copy(b, at, out);
    }
    writeEmpty(b, at, out);
    return true;
  }

  private void writeEmpty(ByteBuffer b, int at, BoundedBytes out) {
    rewriter.begin(b, at);
    rewriter.finish(out);
  }

  private boolean keepsEmpty(ByteBuffer b, int at) {
    if (BatchFormat.lastOffset(b, at) + 1 == end) {
      return true;
    }
    ProducerEnd last = producerEnds.get(BatchFormat.producerId(b, at));
    if (last == null) {
      return false;
    }
    return last.lastBatch() == ProducerEnd.NO_BATCH
        ? BatchFormat.isControl(b, at) && BatchFormat.producerEpoch(b, at) == last.epoch()
        : BatchFormat.baseOffset(b, at) == last.lastBatch();
  }

  private static boolean hasHorizon(ByteBuffer b, int at) {
    return (BatchFormat.attributes(b, at) & BatchFormat.DELETE_HORIZON_MASK) != 0;
  }

  private boolean isBeforeHorizon(ByteBuffer b, int at) {
    return hasHorizon(b, at) && nowMs < BatchFormat.baseTimestamp(b, at);
  }

  /** As it is, without a look inside. */
  private static boolean copy(ByteBuffer b, int at, BoundedBytes out) {
    int size = BatchFormat.sizeInBytes(b, at);
    b.get(at, out.reserve(size), out.size(), size);
    out.advance(size);
    return false;
  }
}
