package dev.klamm.tck.storage;

import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A log of {@link ModelStorage}: looks everything up, finds everything by walking. */
final class ModelLog implements PartitionLog {

  private final ModelStore store;
  private final Bug bug;
  private final LogId id;

  ModelLog(ModelStore store, Bug bug, LogId id) {
    this.store = store;
    this.bug = bug;
    this.id = id;
  }

  private StoreModel.Log log() {
    return store.now().log(id);
  }

  private List<StoredBatch> batchesFrom(StoreModel.Log log, long from) {
    if (from < log.startOffset() || from > log.endOffset()) {
      throw new OffsetOutOfRangeException("offset " + from + " of " + id);
    }
    List<StoredBatch> found = log.batches().stream().filter(b -> b.endOffset() > from).toList();
    if (bug == Bug.STOPS_AT_GAPS && !found.isEmpty() && found.get(0).baseOffset() > from) {
      return List.of();
    }
    boolean skip =
        bug == Bug.SKIPS_TO_NEXT_BATCH && !found.isEmpty() && found.get(0).baseOffset() < from;
    return skip ? found.subList(1, found.size()) : found;
  }

  @Override
  public RecordsRead read(long from, long upTo, int maxBytes, boolean minOneBatch) {
    List<ByteBuffer> taken = new ArrayList<>();
    long room = bug == Bug.EXCEEDS_MAX_BYTES ? maxBytes + 1L : maxBytes;
    for (StoredBatch batch : batchesFrom(log(), from)) {
      boolean first = taken.isEmpty() && minOneBatch && bug != Bug.IGNORES_MIN_ONE_BATCH;
      boolean above = batch.endOffset() > upTo && bug != Bug.IGNORES_UP_TO;
      if (above || (batch.sizeInBytes() > room && !first)) {
        break;
      }
      room -= batch.sizeInBytes();
      taken.add(batch.bytes());
    }
    ByteBuffer bytes = TestBatches.concat(taken.toArray(ByteBuffer[]::new));
    store.gaveOut(id, bytes);
    return RecordsView.ofBuffer(bytes);
  }

  @Override
  public BatchCursor headers(long from) {
    Iterator<StoredBatch> batches = batchesFrom(log(), from).iterator();
    return new BatchCursor() {
      private ByteBuffer header = ByteBuffer.allocate(0);

      @Override
      public boolean next() {
        boolean more = batches.hasNext();
        header = more ? batches.next().bytes() : header;
        return more;
      }

      @Override
      public ByteBuffer header() {
        return header;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public long findByTimestamp(long timestamp, long upTo) {
    return log().batches().stream()
        .filter(b -> b.maxTimestamp() >= timestamp)
        .filter(b -> b.baseOffset() < upTo)
        .filter(b -> bug != Bug.TIMESTAMPS_IGNORE_START || b.baseOffset() >= startOffset())
        .mapToLong(StoredBatch::baseOffset)
        .findFirst()
        .orElse(-1);
  }

  @Override
  public List<Extent> extents() {
    StoreModel.Log log = log();
    if (log.batches().isEmpty()) {
      return List.of();
    }
    long start = Math.min(log.startOffset(), log.batches().get(0).baseOffset());
    long timestamp = StoreFixture.maxTimestamp(log.batches());
    return List.of(new Extent(start, log.endOffset(), sizeInBytes(), timestamp));
  }

  @Override
  public LogId id() {
    return id;
  }

  @Override
  public long startOffset() {
    return log().startOffset();
  }

  @Override
  public long endOffset() {
    return log().endOffset();
  }

  @Override
  public long sizeInBytes() {
    return log().batches().stream().mapToLong(StoredBatch::sizeInBytes).sum();
  }
}
