package dev.klamm.bench.compare;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The command line. */
record Options(
    boolean help,
    Scale scale,
    int rounds,
    int largeGb,
    int limitMinutes,
    boolean check,
    boolean keep,
    Path home,
    Path directory,
    Set<Workload> workloads) {

  private static final String HELP =
      """
      bench/compare [option...] [workload...]

      Starts Apache Kafka and Klamm, has the same clients work on them in turns, and prints a table.

        --quick          little work and one round: shows that everything runs, the figures mean little
        --rounds N       rounds of each workload, default 3 (1 with --quick)
        --large GB       also: start over a store of so many GB (takes a while, and twice the disk)
        --limit MINUTES  stops measuring after so long and prints what there is, default 60
        --dir DIRECTORY  where the brokers' data goes, default bench/target/compare
        --keep           leaves data and logs there
        --check          exit code 3 if a target is missed
        --help           this text

      Workloads, all but 'large' by default:
      %s
      Exit codes: 0 all was measured, 1 something failed or time was up, 2 wrong arguments or nothing
      to run, 3 see --check.
      """;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException saying what is wrong and what is allowed
   */
  static Options of(String... args) {
    Deque<String> left = new ArrayDeque<>(List.of(args));
    boolean help = false;
    boolean quick = false;
    boolean check = false;
    boolean keep = false;
    int rounds = 0;
    int largeGb = 0;
    int limit = 60;
    Path home = Path.of("").toAbsolutePath();
    String directory = "";
    List<Workload> workloads = new ArrayList<>();
    while (!left.isEmpty()) {
      String arg = left.pop();
      switch (arg) {
        case "--help", "-h" -> help = true;
        case "--quick" -> quick = true;
        case "--check" -> check = true;
        case "--keep" -> keep = true;
        case "--rounds" -> rounds = number(arg, left);
        case "--large" -> largeGb = number(arg, left);
        case "--limit" -> limit = number(arg, left);
        case "--home" -> home = Path.of(value(arg, left)).toAbsolutePath();
        case "--dir" -> directory = value(arg, left);
        default -> workloads.add(Workload.named(arg));
      }
    }
    if (workloads.contains(Workload.LARGE) && largeGb == 0) {
      throw new IllegalArgumentException("the workload 'large' needs --large GB");
    }
    return new Options(
        help,
        quick ? Scale.QUICK : Scale.FULL,
        rounds > 0 ? rounds : quick ? 1 : 3,
        largeGb,
        limit,
        check,
        keep,
        home,
        directory.isEmpty()
            ? home.resolve("bench/target/compare")
            : Path.of(directory).toAbsolutePath(),
        chosen(workloads, largeGb > 0));
  }

  private static Set<Workload> chosen(List<Workload> named, boolean large) {
    Set<Workload> chosen = named.isEmpty() ? EnumSet.allOf(Workload.class) : EnumSet.copyOf(named);
    if (!large) {
      chosen.remove(Workload.LARGE);
    } else {
      chosen.add(Workload.LARGE);
    }
    return chosen;
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.pop();
  }

  private static int number(String option, Deque<String> left) {
    String text = value(option, left);
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException(
          option + " is '" + text + "', a whole number from 1 to 99999 is expected");
    }
    return Integer.parseInt(text);
  }

  static String helpText() {
    StringBuilder workloads = new StringBuilder();
    for (Workload workload : Workload.values()) {
      workloads.append(String.format("  %-11s %s%n", workload.title(), workload.purpose()));
    }
    return String.format(HELP, workloads);
  }
}
