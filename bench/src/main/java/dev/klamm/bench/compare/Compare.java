package dev.klamm.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The command {@code bench/compare}.
 *
 * <pre>
 *   for each workload, for each round:
 *     Kafka, Klamm SYNC, Klamm OS    one turn each, one after another
 * </pre>
 *
 * Progress goes to standard error, the table to standard output.
 */
final class Compare {

  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int MISSED = 3;

  private final Options options;
  private final Progress progress;
  private final Report report = new Report();
  private boolean complete = true;

  private Compare(Options options, PrintStream progress) {
    this.options = options;
    this.progress = new Progress(progress);
  }

  public static void main(String[] args) throws Exception {
    System.exit(run(System.out, System.err, args));
  }

  static int run(PrintStream out, PrintStream err, String... args)
      throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.of(args);
    } catch (IllegalArgumentException e) {
      err.println("compare: " + e.getMessage() + " (--help explains)");
      return USAGE;
    }
    if (options.help()) {
      out.print(Options.helpText());
      return OK;
    }
    Compare compare = new Compare(options, err);
    compare.measure();
    out.print(compare.report.table());
    return compare.exitCode();
  }

  private int exitCode() {
    if (!complete) {
      return FAILED;
    }
    return options.check() && !report.areGoalsMet() ? MISSED : OK;
  }

  private void measure() throws IOException, InterruptedException {
    Files.createDirectories(options.directory());
    Path directory = Files.createTempDirectory(options.directory(), "run-");
    Installation installation = new Installation(options.home());
    try (Children children = new Children()) {
      Launcher launcher = new Launcher(installation, children);
      Clients clients = new Clients(installation, children, directory);
      WarmBrokers brokers =
          new WarmBrokers(launcher, clients, directory, options.scale(), progress);
      Turns turns = new Turns(launcher, clients, brokers, report, options, directory);
      for (Workload workload : options.workloads()) {
        rounds(workload, turns);
      }
      close(brokers);
    }
    if (options.keep() || !complete) {
      progress.line("data and logs are in " + directory);
    } else {
      Scratch.delete(directory);
    }
  }

  private void close(WarmBrokers brokers) throws InterruptedException {
    try {
      brokers.close(report);
    } catch (IOException e) {
      complete = false;
      progress.line("FAILED to stop: " + e.getMessage());
    }
  }

  private void rounds(Workload workload, Turns turns) throws InterruptedException {
    int rounds = workload == Workload.LARGE ? 1 : options.rounds();
    for (int round = 1; round <= rounds; round++) {
      for (Side side : workload.sides()) {
        if (progress.minutes() > options.limitMinutes()) {
          complete = false;
          progress.line("time is up: " + workload.title() + " is left out from round " + round);
          return;
        }
        if (!turn(workload, side, turns, round + "/" + rounds)) {
          return;
        }
      }
    }
  }

  /** A side that fails ends its workload, and the others go on. */
  private boolean turn(Workload workload, Side side, Turns turns, String round)
      throws InterruptedException {
    try {
      progress.line(workload.title(), side, round + " " + turns.take(workload, side));
      return true;
    } catch (IOException | RuntimeException e) {
      complete = false;
      progress.line(workload.title(), side, round + " FAILED: " + e.getMessage());
      return false;
    }
  }
}
