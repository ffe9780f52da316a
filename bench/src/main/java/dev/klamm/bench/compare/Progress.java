package dev.klamm.bench.compare;

import java.io.PrintStream;
import java.util.Locale;

/** A line for each step, with the time since the start. */
final class Progress {

  private final PrintStream out;
  private final long start = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  double minutes() {
    return (System.nanoTime() - start) / 60e9;
  }

  void line(String what, Side side, String text) {
    line(String.format("%-11s %-10s %s", what, side.title(), text));
  }

  void line(String text) {
    out.printf(Locale.ROOT, "%6.1f min  %s%n", minutes(), text);
  }
}
