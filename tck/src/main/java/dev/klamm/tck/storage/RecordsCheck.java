package dev.klamm.tck.storage;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.Batch;
import java.nio.ByteBuffer;
import java.util.List;

/** Whether the records of a commit are what the SPI asks for. */
final class RecordsCheck {

  private RecordsCheck() {}

  static void check(Batch batch, Misuse misuse) {
    for (Batch.Operation operation : batch.operations()) {
      if (operation instanceof Batch.Append append) {
        checkAppend(append, misuse);
      } else if (operation instanceof Batch.Replace replace) {
        checkReplace(replace, misuse);
      }
    }
  }

  private static void checkAppend(Batch.Append append, Misuse misuse) {
    List<StoredBatch> batches = split(append.records(), misuse);
    misuse.require(!batches.isEmpty(), "append of nothing to " + append.id());
    long next = append.baseOffset();
    for (StoredBatch batch : batches) {
      checkStamp(batch, misuse);
      misuse.require(
          batch.baseOffset() == next,
          "batch " + batch + " appended to " + append.id() + " where offset " + next + " is due");
      next = batch.endOffset();
    }
    misuse.require(next == append.endOffset(), "records end at " + next + ", not as in " + append);
    checkTimestamp(batches, append.maxTimestamp(), misuse);
  }

  private static void checkReplace(Batch.Replace replace, Misuse misuse) {
    List<StoredBatch> batches = split(replace.records(), misuse);
    long next = replace.startOffset();
    for (StoredBatch batch : batches) {
      checkStamp(batch, misuse);
      misuse.require(
          batch.baseOffset() >= next && batch.endOffset() <= replace.endOffset(),
          "batch " + batch + " does not fit into " + replace);
      next = batch.endOffset();
    }
    checkTimestamp(batches, replace.maxTimestamp(), misuse);
  }

  private static void checkStamp(StoredBatch batch, Misuse misuse) {
    misuse.require(
        BatchFormat.partitionLeaderEpoch(batch.bytes(), 0) >= 0,
        "batch " + batch + " has no leader epoch: it was not stamped");
  }

  private static void checkTimestamp(List<StoredBatch> batches, long said, Misuse misuse) {
    long max = StoreFixture.maxTimestamp(batches);
    misuse.require(max == said, "max timestamp said to be " + said + " is " + max);
  }

  private static List<StoredBatch> split(ByteBuffer records, Misuse misuse) {
    try {
      return TestBatches.split(records);
    } catch (AssertionError e) {
      misuse.require(false, "records are not valid batches: " + e.getMessage());
      throw e;
    }
  }
}
