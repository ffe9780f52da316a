package dev.klamm.bench;

import static dev.klamm.bench.SteppedEngine.present;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message with its header, made into what a socket takes and back; beside it kafka-clients' own
 * classes on the same bytes. Records are not copied by either.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ProtocolBenchmark {

  @Param({"PRODUCE_REQUEST", "FETCH_RESPONSE", "METADATA_RESPONSE"})
  public SampleMessage message = SampleMessage.PRODUCE_REQUEST;

  private @Nullable MessagePair pair;

  @Setup
  public void prepare() {
    pair = message.pair();
  }

  @Benchmark
  public Object encode() {
    return present(pair).encode();
  }

  @Benchmark
  public Object encodeByKafka() {
    return present(pair).encodeByKafka();
  }

  @Benchmark
  public Object decode() {
    return present(pair).decode();
  }

  @Benchmark
  public Object decodeByKafka() {
    return present(pair).decodeByKafka();
  }
}
