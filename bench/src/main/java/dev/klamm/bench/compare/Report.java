package dev.klamm.bench.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All figures of a comparison, and the table they make. */
final class Report {

  private static final String NOTHING = "-";
  private static final List<Side> OURS = List.of(Side.SYNC, Side.OS);

  private final Map<Measure, Map<Side, Samples>> figures = new EnumMap<>(Measure.class);

  void add(Measure measure, Side side, double value) {
    figures
        .computeIfAbsent(measure, m -> new EnumMap<>(Side.class))
        .computeIfAbsent(side, s -> new Samples())
        .add(value);
  }

  /** Whether every goal that can be judged by what was measured is met. */
  boolean areGoalsMet() {
    return figures.keySet().stream()
        .flatMap(measure -> measure.goals().stream().map(goal -> judged(measure, goal)))
        .noneMatch("no"::equals);
  }

  /** A Markdown table: a row for each measure of which there is a figure. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        line(
            List.of(
                "workload: median (min-max)",
                Side.KAFKA.title(),
                Side.SYNC.title(),
                Side.OS.title(),
                "ratio to Kafka",
                "target",
                "met?")));
    table.append("|---|---|---|---|---|---|---|\n");
    for (Measure measure : Measure.values()) {
      if (figures.containsKey(measure)) {
        table.append(line(row(measure)));
      }
    }
    return table.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private List<String> row(Measure measure) {
    List<String> cells = new ArrayList<>();
    cells.add(measure.title());
    for (Side side : Side.values()) {
      cells.add(text(samples(measure, side), measure.decimals(), ""));
    }
    cells.add(
        joined(
            OURS.stream()
                .filter(side -> !ratio(measure, side).isEmpty())
                .map(side -> side + " " + text(ratio(measure, side), 2, "x"))
                .toList()));
    cells.add(joined(measure.goals().stream().map(Goal::toString).toList()));
    cells.add(
        joined(
            measure.goals().stream()
                .map(goal -> goal.side() + " " + judged(measure, goal))
                .toList()));
    return cells;
  }

  private static String joined(List<String> parts) {
    return parts.isEmpty() ? NOTHING : String.join(", ", parts);
  }

  private static String text(Samples samples, int decimals, String unit) {
    if (samples.isEmpty()) {
      return NOTHING;
    }
    String format = "%." + decimals + "f" + unit;
    String median = String.format(Locale.ROOT, format, samples.median());
    return samples.min() == samples.max()
        ? median
        : String.format(
            Locale.ROOT,
            "%s (" + format + "-" + format + ")",
            median,
            samples.min(),
            samples.max());
  }

  private String judged(Measure measure, Goal goal) {
    Samples judged = goal.ofKafka() ? ratio(measure, goal.side()) : samples(measure, goal.side());
    if (judged.isEmpty()) {
      return NOTHING;
    }
    return goal.isMetBy(judged.median()) ? "yes" : "no";
  }

  private Samples ratio(Measure measure, Side side) {
    return samples(measure, side).over(samples(measure, Side.KAFKA));
  }

  private Samples samples(Measure measure, Side side) {
    return figures.getOrDefault(measure, Map.of()).getOrDefault(side, new Samples());
  }
}
