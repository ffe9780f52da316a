package dev.klamm.core.clean;

import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.BufferRecords;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import dev.klamm.core.engine.Completion;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import dev.klamm.core.log.Partition;
import dev.klamm.core.log.PartitionKeys;
import dev.klamm.core.log.ProducerEnd;
import dev.klamm.core.record.BatchHeader;
import dev.klamm.core.record.BatchRewriter;
import dev.klamm.core.record.RecordBatches;
import dev.klamm.core.record.RecordCursor;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One compaction of one partition.
 *
 * <pre>
 *   begin --> index: read the dirty part, each key's last offset into a map, until that is full
 *               |
 *             clean: read all from the start, filter batches into a piece -----+
 *               ^                                                              |
 *               +-- durable -- engine: swap the piece in, if anything changed -+--> checkpoint, end
 * </pre>
 *
 * Each step is a task of the loop: it reads one buffer of batches, works on it, and gives the loop
 * back until the throttle allows the next. A piece is only as large as a commit that produce
 * requests do not feel; the next one is not begun before it is durable.
 */
public final class CleaningPass {

  /** What a piece may grow to before it is swapped in. */
  private static final int PIECE_BYTES = 1 << 20;

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final Partition partition;
  private final DirtyPart part;
  private final PassFrame frame;
  private final CleanerTools tools;
  private final Consumer<PassOutcome> whenDone;
  private final RecordCursor records;
  private final BatchRewriter rewriter;
  private final BoundedBytes piece = new BoundedBytes(MAX_BYTES);
  private final KeyIndexer index;

  private @Nullable BatchFilter filter;
  private volatile Map<Long, ProducerEnd> producerEnds = Map.of();
  private long position;
  private long end;
  private long pieceStart = -1;
  private boolean pieceChanged;
  private long bytesRead;
  private long bytesWritten;

  /** Takes a batch, or says by false that the pass ends before it. */
  private interface BatchTaker {
    boolean take(ByteBuffer b, int at);
  }

  /**
   * @param part as updated last
   * @param whenDone called once, on the loop
   */
  public CleaningPass(
      Partition partition,
      DirtyPart part,
      PassFrame frame,
      CleanerTools tools,
      Consumer<PassOutcome> whenDone) {
    this.partition = partition;
    this.part = part;
    this.frame = frame;
    this.tools = tools;
    this.whenDone = whenDone;
    this.records = new RecordCursor(tools.codecs(), MAX_BYTES);
    this.rewriter = new BatchRewriter(tools.codecs());
    this.position = part.firstDirty();
    this.end = part.cleanableTo();
    this.index =
        new KeyIndexer(
            tools.newHash(), frame.limits(), part.cleanableRecords(), trace(position), records);
  }

  private TransactionTrace trace(long from) {
    return new TransactionTrace(partition.abortedTransactions(from, end));
  }

  /** Begins; on the loop. */
  public void begin() {
    submit(
        tick -> {
          producerEnds = partition.producerEnds();
          next(this::index);
        });
  }

  // ---- steps, on the loop

  private void step(Runnable step) {
    try {
      if (tools.stopped().getAsBoolean()) {
        throw new AbandonedPassException("the broker stops");
      }
      step.run();
    } catch (OffsetOutOfRangeException trimmed) {
      finish(new AbandonedPassException("records were deleted meanwhile"));
    } catch (RuntimeException e) {
      finish(e);
    }
  }

  private void next(Runnable step) {
    tools.loop().execute(() -> step(step));
  }

  private void next(Runnable step, long bytes) {
    bytesRead += bytes;
    long delay = frame.throttle().delayNanos(bytes, frame.limits().maxBytesPerSecond());
    if (delay > 0) {
      tools.loop().schedule(delay, () -> step(step));
    } else {
      next(step);
    }
  }

  private void index() {
    int bytes = read(this::indexOne);
    next(position >= end || bytes == 0 ? this::beginCleaning : this::index, bytes);
  }

  private boolean indexOne(ByteBuffer b, int at) {
    if (index.take(b, at)) {
      return true;
    }
    end = BatchFormat.baseOffset(b, at);
    return false;
  }

  private void beginCleaning() {
    position = partition.startOffset();
    filter =
        new BatchFilter(
            index.offsets(), trace(position), producerEnds, end, frame, records, rewriter);
    clean();
  }

  private void clean() {
    int bytes = read(this::cleanOne);
    boolean last = position >= end || bytes == 0;
    if (last || piece.size() >= PIECE_BYTES) {
      endPiece(last, bytes);
    } else {
      next(this::clean, bytes);
    }
  }

  private boolean cleanOne(ByteBuffer b, int at) {
    if (pieceStart < 0) {
      pieceStart = BatchFormat.baseOffset(b, at);
    }
    pieceChanged |= filter().apply(b, at, piece);
    return true;
  }

  private void endPiece(boolean last, int bytes) {
    if (pieceChanged || last) {
      bytesRead += bytes;
      submit(new Swap(last));
    } else {
      beginPiece();
      next(this::clean, bytes);
    }
  }

  private void beginPiece() {
    pieceStart = position;
    pieceChanged = false;
    filter().markersRemoved().clear();
    piece.clear();
  }

  /**
   * Gives batches from the position up to the end, as many as a buffer holds; gives their bytes.
   */
  private int read(BatchTaker taker) {
    long from = Math.max(position, partition.startOffset());
    if (from >= end) {
      return 0;
    }
    int most = frame.limits().ioBufferBytes();
    try (RecordsView view = (RecordsView) partition.read(from, end, most, true)) {
      ByteBuffer bytes = view instanceof BufferRecords b ? b.buffer() : view.toBuffer();
      RecordBatches batches = new RecordBatches(bytes);
      while (batches.next()) {
        requireValid(bytes, batches.at());
        if (!taker.take(bytes, batches.at())) {
          break;
        }
        position = BatchFormat.lastOffset(bytes, batches.at()) + 1;
      }
      return view.sizeInBytes();
    }
  }

  /** What is damaged must not be given a checksum that says otherwise. */
  private static void requireValid(ByteBuffer b, int at) {
    if (!BatchHeader.crcMatches(b, at)) {
      throw new CorruptRecordException(
          "the batch at offset " + BatchFormat.baseOffset(b, at) + " does not match its CRC");
    }
  }

  private BatchFilter filter() {
    if (filter == null) {
      throw new IllegalStateException("nothing is filtered before the keys are known");
    }
    return filter;
  }

  private void finish(@Nullable RuntimeException failure) {
    records.close();
    rewriter.close();
    if (failure == null) {
      part.cleaned(end);
    }
    BatchFilter done = filter;
    whenDone.accept(
        new PassOutcome(
            end,
            done == null ? 0 : done.recordsRead(),
            done == null ? 0 : done.recordsKept(),
            bytesRead,
            bytesWritten,
            failure));
  }

  // ---- on the engine

  private void submit(Work work) {
    tools.engine().submit(new OrFail(work));
  }

  /** Ends the pass when the engine takes no more work. */
  private final class OrFail implements Work {

    private final Work work;

    OrFail(Work work) {
      this.work = work;
    }

    @Override
    public void run(Tick tick) {
      work.run(tick);
    }

    @Override
    public void refuse(RuntimeException cause) {
      next(
          () -> {
            throw cause;
          });
    }
  }

  /** Puts a piece in the place of the batches that it was made of. */
  private final class Swap implements Work, Completion {

    private final boolean last;

    Swap(boolean last) {
      this.last = last;
    }

    @Override
    public void run(Tick tick) {
      if (partition.isClosed()) {
        next(() -> finish(new AbandonedPassException("its topic was deleted")));
        return;
      }
      if (pieceChanged && position > partition.startOffset()) {
        ByteBuffer bytes = ByteBuffer.wrap(piece.array(), 0, piece.size());
        partition.replace(tick, pieceStart, position, maxTimestamp(bytes), bytes);
        partition.forgetAborted(tick, filter().markersRemoved());
      }
      if (last) {
        tick.batch().put(PartitionKeys.cleaner(partition.id()), part.checkpoint(end).toBytes());
      }
      tick.whenDurable(tools.durability(), this);
    }

    private static long maxTimestamp(ByteBuffer bytes) {
      long max = BatchFormat.NO_TIMESTAMP;
      RecordBatches batches = new RecordBatches(bytes);
      while (batches.next()) {
        max = Math.max(max, BatchFormat.maxTimestamp(bytes, batches.at()));
      }
      return max;
    }

    @Override
    public void complete(@Nullable RuntimeException failure) {
      next(() -> swapped(failure));
    }

    private void swapped(@Nullable RuntimeException failure) {
      if (failure != null) {
        throw failure;
      }
      int written = pieceChanged ? piece.size() : 0;
      bytesWritten += written;
      if (last) {
        finish(null);
      } else {
        beginPiece();
        next(CleaningPass.this::clean, written);
      }
    }
  }
}
