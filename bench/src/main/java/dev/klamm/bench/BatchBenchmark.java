package dev.klamm.bench;

import dev.klamm.core.record.BatchHeader;
import dev.klamm.core.record.BatchRules;
import dev.klamm.core.record.BatchValidator;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a record costs in writing, reading and checking a batch; time is per record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BatchBenchmark.RECORDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BatchBenchmark {
  static final int RECORDS = 150;

  @Param({"100", "1000"})
  int valueSize;

  @Param({"true", "false"})
  boolean heap;

  private final Codecs codecs = Codecs.load();
  private final BatchValidator validator = new BatchValidator(codecs, 1 << 20);
  private final RecordCursor cursor = new RecordCursor(codecs, 1 << 20);
  private RecordBatchBuilder builder = new RecordBatchBuilder(64);
  private byte[] value = {};
  private ByteBuffer batch = ByteBuffer.allocate(0);

  @Setup
  public void fill() {
    value = new byte[valueSize];
    new Random(1).nextBytes(value);
    builder = new RecordBatchBuilder(RECORDS * (valueSize + 20));
    ByteBuffer built = build();
    int size = built.remaining();
    batch = heap ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
    batch.put(built.duplicate()).flip();
  }

  private void append() {
    builder.reset();
    for (int i = 0; i < RECORDS; i++) {
      builder.append(1_700_000_000_000L + i, null, value);
    }
  }

  /** Records into memory, without header and checksum. */
  @Benchmark
  public int write() {
    append();
    return builder.sizeInBytes();
  }

  /** Records into a finished batch. */
  @Benchmark
  public ByteBuffer build() {
    append();
    return builder.build();
  }

  /** The checksum alone, which is part of building and checking. */
  @Benchmark
  public int checksum() {
    return BatchHeader.computeCrc(batch, 0);
  }

  /** All that a broker checks, the checksum included. */
  @Benchmark
  public boolean validate() {
    return validator.check(batch, BatchRules.DEFAULT, 1_700_000_000_000L).isAccepted();
  }

  /** Every field of every record, without copying values. */
  @Benchmark
  public long iterate() {
    long sum = 0;
    cursor.open(batch, 0);
    while (cursor.next()) {
      sum += cursor.offset() + cursor.timestamp() + cursor.valueLength();
    }
    return sum;
  }
}
