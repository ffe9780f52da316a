package dev.klamm.bench;

import static dev.klamm.bench.SteppedEngine.present;

import dev.klamm.core.record.BatchRules;
import dev.klamm.core.record.BatchValidator;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
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
import org.openjdk.jmh.infra.Blackhole;

/** A batch of 64 KB, written, checked and read; beside it what kafka-clients takes for the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RecordBatchBenchmark {

  private static final int BATCH_BYTES = 64 * 1024;
  private static final long NOW = 1_700_000_001_000L;

  @Param({"100", "1024"})
  public int valueBytes;

  private int records;
  private byte[] value = {};
  private ByteBuffer batch = ByteBuffer.allocate(0);
  private @Nullable RecordBatchBuilder builder;
  private @Nullable BatchValidator validator;
  private @Nullable RecordCursor cursor;
  private ByteBuffer memory = ByteBuffer.allocate(0);

  @Setup(Level.Trial)
  public void prepare() {
    records = BATCH_BYTES / valueBytes;
    value = SampleBatches.value(valueBytes);
    batch = SampleBatches.batch(records, value);
    builder = SampleBatches.builder(records, value);
    validator = new BatchValidator(Codecs.builtIn(), Integer.MAX_VALUE);
    cursor = new RecordCursor(Codecs.builtIn(), Integer.MAX_VALUE);
    memory = ByteBuffer.allocate(2 * BATCH_BYTES);
  }

  @TearDown(Level.Trial)
  public void close() {
    present(validator).close();
    present(cursor).close();
  }

  @Benchmark
  public ByteBuffer encode() {
    return SampleBatches.encode(present(builder), records, value);
  }

  @Benchmark
  public ByteBuffer encodeByKafka() {
    memory.clear();
    try (MemoryRecordsBuilder kafka =
        MemoryRecords.builder(memory, Compression.NONE, TimestampType.CREATE_TIME, 0)) {
      for (int i = 0; i < records; i++) {
        kafka.append(NOW + i, null, value);
      }
      return kafka.build().buffer();
    }
  }

  @Benchmark
  public boolean validate() {
    return present(validator).check(batch, BatchRules.DEFAULT, NOW).isAccepted();
  }

  @Benchmark
  public void iterate(Blackhole sink) {
    RecordCursor open = present(cursor);
    open.open(batch, 0);
    while (open.next()) {
      sink.consume(open.valuePosition());
      sink.consume(open.offset());
    }
  }

  @Benchmark
  public void iterateByKafka(Blackhole sink) {
    for (Record record : MemoryRecords.readableRecords(batch.duplicate()).records()) {
      sink.consume(record.value());
      sink.consume(record.offset());
    }
  }
}
