package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 42})
  void theSameSeedGivesTheSameTrace(long seed) {
    assertThat(Trace.of(seed)).isEqualTo(Trace.of(seed));
  }

  @Test
  void anotherSeedGivesAnother() {
    assertThat(Trace.of(1)).isNotEqualTo(Trace.of(2));
  }

  /** Hash codes of objects, and the order of immutable sets, differ from one to the next. */
  @ParameterizedTest
  @ValueSource(longs = {5, 11})
  void theSameSeedGivesTheSameTraceInAnotherVirtualMachine(long seed)
      throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UnlockExperimentalVMOptions",
                    "-XX:hashCode=3",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Trace.class.getName(),
                    String.valueOf(seed)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] trace = other.getInputStream().readAllBytes();
    assertThat(other.waitFor()).isZero();
    assertThat(trace).isEqualTo(Trace.of(seed));
  }
}
