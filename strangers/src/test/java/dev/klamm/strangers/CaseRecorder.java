package dev.klamm.strangers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down which cases of which stranger passed, a line each: stranger, version, case, {@code
 * passed}, {@code failed} or {@code skipped}. Found by JUnit as a service.
 */
public final class CaseRecorder implements TestExecutionListener {

  private final List<String> lines = new ArrayList<>();

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      record(
          test, result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? "passed" : "failed");
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    if (test.isTest()) {
      record(test, "skipped");
    }
  }

  private void record(TestIdentifier test, String outcome) {
    test.getSource()
        .map(
            source ->
                source instanceof MethodSource method
                    ? method.getJavaClass()
                    : source instanceof ClassSource of ? of.getJavaClass() : null)
        .map(type -> type.getAnnotation(Stranger.class))
        .ifPresent(
            stranger ->
                lines.add(
                    String.join(
                        "\t", stranger.value(), version(stranger), caseName(test), outcome)));
  }

  private static String version(Stranger stranger) {
    try {
      var constructor = stranger.version().getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance().get();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A method's name as words; a case of a table says its own. */
  private static String caseName(TestIdentifier test) {
    String method =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> words(((MethodSource) source).getMethodName()))
            .orElse("");
    String shown = test.getDisplayName();
    boolean plain = shown.endsWith(")") && method.equals(words(shown.replaceAll("\\(.*", "")));
    return plain ? method : method + ": " + shown;
  }

  private static String words(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    if (lines.isEmpty()) {
      return;
    }
    Path to =
        Path.of("target", "strangers", ProcessHandle.current().pid() + "-" + System.nanoTime());
    try {
      Files.createDirectories(to.getParent());
      Files.write(to, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.clear();
  }
}
