package dev.klamm.bench;

import static dev.klamm.bench.SteppedEngine.present;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One commit to the journal of the file store, and the wait until it is as safe as asked for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class JournalBenchmark {

  private static final int COMMITS_PER_TRIM = 2048;

  /** Of the one record in a commit. */
  @Param({"200", "65536"})
  public int bytes;

  @Param({"OS", "SYNC"})
  public Durability durability = Durability.OS;

  private final Progress progress = new Progress();
  private @Nullable ScratchStore scratch;
  private ByteBuffer records = ByteBuffer.allocate(0);
  private long end;

  @Setup(Level.Trial)
  public void open() {
    scratch = ScratchStore.open("file", progress);
    records = SampleBatches.batch(1, SampleBatches.value(bytes));
    end = 0;
  }

  @TearDown(Level.Trial)
  public void close() {
    present(scratch).close();
  }

  @Benchmark
  public void commit() throws InterruptedException {
    LogStore store = present(scratch).store();
    long commit = store.commit(nextBatch());
    store.makeDurable(durability, commit);
    while (store.durableUpTo(durability) < commit) {
      progress.await();
    }
  }

  private Batch nextBatch() {
    Batch batch = new Batch();
    BatchFormat.stamp(records, 0, end, 1);
    batch.append(
        ScratchStore.LOG, end, end + 1, BatchFormat.maxTimestamp(records, 0), records.duplicate());
    if (++end % COMMITS_PER_TRIM == 0) {
      batch.trimPrefix(ScratchStore.LOG, end - 1);
    }
    return batch;
  }

  private static final class Progress implements CommitListener {

    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable StorageException failure;

    @Override
    public void durable(Durability level, long commit) {
      news.release();
    }

    @Override
    public void failed(StorageException cause) {
      failure = cause;
      news.release();
    }

    void await() throws InterruptedException {
      news.acquire();
      StorageException failed = failure;
      if (failed != null) {
        throw failed;
      }
    }
  }
}
