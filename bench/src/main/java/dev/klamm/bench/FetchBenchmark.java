package dev.klamm.bench;

import static dev.klamm.bench.SteppedEngine.present;

import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Durability;
import dev.klamm.core.log.Partition;
import java.nio.ByteBuffer;
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

/** Reading a partition from one end to the other, a megabyte at a time, again and again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class FetchBenchmark {

  private static final int RECORDS_PER_BATCH = 500;
  private static final int BATCHES = 2_000;
  private static final int VALUE_BYTES = 100;

  @Param({"memory", "file"})
  public String storage = "";

  @Param({"1048576"})
  public int maxBytes;

  private @Nullable SteppedEngine engine;
  private int batchBytes;
  private long from;

  @Setup(Level.Trial)
  public void write() throws InterruptedException {
    SteppedEngine stepped =
        new SteppedEngine(storage, storage.equals("file") ? Durability.OS : Durability.NONE);
    engine = stepped;
    ByteBuffer batch = SampleBatches.batch(RECORDS_PER_BATCH, SampleBatches.value(VALUE_BYTES));
    batchBytes = batch.remaining();
    for (int i = 0; i < BATCHES; i++) {
      stepped.append(batch.duplicate(), RECORDS_PER_BATCH);
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    present(engine).close();
  }

  /** Finding the bytes: what a broker does before the socket takes over. */
  @Benchmark
  public int find() {
    try (RecordsView view = next()) {
      return view.sizeInBytes();
    }
  }

  /** Having them in one buffer: read from the file where they lie in one. */
  @Benchmark
  public ByteBuffer read() {
    try (RecordsView view = next()) {
      return view.toBuffer();
    }
  }

  private RecordsView next() {
    Partition partition = present(engine).partition();
    RecordsRead read = partition.read(from, partition.highWatermark(), maxBytes, true);
    if (!(read instanceof RecordsView view)) {
      throw new IllegalStateException("no records at offset " + from + " but " + read);
    }
    from += (long) view.sizeInBytes() / batchBytes * RECORDS_PER_BATCH;
    if (from >= partition.highWatermark()) {
      from = 0;
    }
    return view;
  }
}
