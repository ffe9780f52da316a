package dev.klamm.storage.file;

import static dev.klamm.storage.file.Fixture.A;
import static dev.klamm.storage.file.Fixture.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.storage.LogStore;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

  @TempDir Path directory;

  @Test
  void aKilledProcessLosesNothingThatWasAcknowledged() throws Exception {
    killRounds(2, 60);
  }

  @Test
  @Tag("soak")
  void manyKilledProcessesLoseNothingThatWasAcknowledged() throws Exception {
    killRounds(25, 300);
  }

  private void killRounds(int rounds, int acknowledgements) throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < rounds; round++) {
      long acknowledged = writeAndKill(round, 1 + random.nextInt(acknowledgements));
      LogStore store = Fixture.open(directory);
      long end = store.log(A).endOffset();
      assertThat(end).as("round %s", round).isGreaterThanOrEqualTo(acknowledged);
      assertThat(Fixture.get(store, "a")).isEqualTo("" + end);
      assertThat(Fixture.offsets(store.log(A), 0, 1 << 20)).hasSize((int) end);
      assertThat(Fixture.offsets(store.log(B), store.log(B).startOffset(), 1 << 20))
          .hasSize((int) (store.log(B).endOffset() - store.log(B).startOffset()));
      if (round % 3 == 2) {
        store.close();
      } else {
        Fixture.abort(store);
      }
    }
  }

  /** Gives the last acknowledged end of log A. */
  private long writeAndKill(int seed, int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledWriter.class.getName(),
                directory.toString(),
                "" + seed)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader acknowledged = process.inputReader()) {
      String line;
      for (int n = 0; (line = acknowledged.readLine()) != null; n++) {
        last = Math.max(last, Long.parseLong(line));
        if (n == lines) {
          ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(last).isPositive();
    return last;
  }
}
