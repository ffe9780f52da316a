package dev.klamm.bench.compare;

import java.util.ArrayList;
import java.util.List;

/** Figures of one kind from several rounds, in the order of the rounds. */
final class Samples {

  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a figure is " + value + ", it must be a finite number");
    }
    values.add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The middle one; of an even number, the mean of the two in the middle. */
  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return values.stream().mapToDouble(v -> v).min().orElseThrow();
  }

  double max() {
    return values.stream().mapToDouble(v -> v).max().orElseThrow();
  }

  /**
   * These figures over others, round by round: what the machine does to both in a round cancels
   * out. Rounds that only one of them has are left out, and those without a divisor.
   */
  Samples over(Samples others) {
    Samples ratios = new Samples();
    for (int i = 0; i < Math.min(values.size(), others.values.size()); i++) {
      if (others.values.get(i) != 0) {
        ratios.add(values.get(i) / others.values.get(i));
      }
    }
    return ratios;
  }
}
