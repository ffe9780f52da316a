package dev.klamm.strangers.others;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs a program that prints its cases, and makes tests of them. */
final class Script {

  private static final long SECONDS = 180;

  private Script() {}

  /** What a program printed, with its errors; fails if it does not end well within its time. */
  static String run(Path directory, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    Thread guard = new Thread(() -> stop(process), "script-guard");
    guard.setDaemon(true);
    guard.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    guard.interrupt();
    if (status != 0) {
      throw new AssertionError(List.of(command) + " ended with " + status + ":\n" + said);
    }
    return said;
  }

  private static void stop(Process process) {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException ended) {
      // The program has come to its end by itself.
    }
  }

  /** Whether a program is there, by asking for its version. */
  static boolean isThere(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A test for each case that a script printed, and one that it printed its plan, {@code 1..n}. */
  static Stream<DynamicTest> cases(String said) {
    List<DynamicTest> tests = new ArrayList<>();
    int planned = -1;
    for (String line : said.lines().toList()) {
      if (line.startsWith("ok ")) {
        tests.add(DynamicTest.dynamicTest(line.substring(3), () -> {}));
      } else if (line.startsWith("not ok ")) {
        String[] parts = line.substring(7).split(" # ", 2);
        tests.add(DynamicTest.dynamicTest(parts[0], () -> failed(line)));
      } else if (line.startsWith("1..")) {
        planned = Integer.parseInt(line.substring(3));
      }
    }
    if (planned != tests.size()) {
      throw new AssertionError("planned " + planned + " cases, ran " + tests.size() + ":\n" + said);
    }
    return tests.stream();
  }

  private static void failed(String line) {
    throw new AssertionError(line);
  }
}
