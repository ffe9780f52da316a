package dev.klamm.bench;

import static dev.klamm.bench.SteppedEngine.present;

import dev.klamm.api.storage.Durability;
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

/** What it takes from a checked batch to a record that consumers may read: one commit each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class EngineBenchmark {

  private static final int VALUE_BYTES = 100;

  @Param({"memory NONE", "file OS", "file SYNC"})
  public String storage = "";

  /** In one batch, of 100 bytes each. */
  @Param({"1", "500"})
  public int records;

  private @Nullable SteppedEngine engine;
  private ByteBuffer batch = ByteBuffer.allocate(0);

  @Setup(Level.Trial)
  public void open() {
    String[] parts = storage.split(" ", 2);
    engine = new SteppedEngine(parts[0], Durability.valueOf(parts[1]));
    batch = SampleBatches.batch(records, SampleBatches.value(VALUE_BYTES));
  }

  @TearDown(Level.Trial)
  public void close() {
    present(engine).close();
  }

  @Benchmark
  public void append() throws InterruptedException {
    SteppedEngine stepped = present(engine);
    stepped.append(batch.duplicate(), records);
    stepped.trimNowAndThen();
  }
}
