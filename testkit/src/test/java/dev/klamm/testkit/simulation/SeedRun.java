package dev.klamm.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Many seeds, each in one thread, as many at once as there are processors. */
final class SeedRun {

  private static final int ENOUGH_FAILURES = 20;
  private static final long PROGRESS_NANOS = Duration.ofSeconds(10).toNanos();

  private final long from;
  private final long until;
  private final AtomicLong next;
  private final List<String> failures = new ArrayList<>();
  private final long begun = System.nanoTime();
  private long steps;
  private long told = begun;

  private SeedRun(long from, long seeds) {
    this.from = from;
    this.until = from + seeds;
    this.next = new AtomicLong(from);
  }

  static SeedRun of(long from, long seeds) {
    SeedRun run = new SeedRun(from, seeds);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(run::work, "seeds-" + i);
      threads.add(thread);
      thread.start();
    }
    threads.forEach(SeedRun::join);
    run.tell();
    return run;
  }

  /** What failed, each with the command that shows it again. */
  List<String> failures() {
    return failures;
  }

  private void work() {
    while (true) {
      long seed = next.getAndIncrement();
      if (seed >= until) {
        return;
      }
      Simulation simulation = new Simulation(seed);
      String failure = null;
      try {
        Scenario.run(simulation, Sabotage.NONE);
      } catch (SeedFailure e) {
        failure = e.getMessage();
      }
      note(simulation.steps(), failure);
    }
  }

  private synchronized void note(long ran, String failure) {
    steps += ran;
    if (failure != null) {
      System.out.println(failure);
      failures.add(failure);
      if (failures.size() >= ENOUGH_FAILURES) {
        next.set(until);
      }
    }
    if (System.nanoTime() - told > PROGRESS_NANOS) {
      tell();
    }
  }

  private void tell() {
    told = System.nanoTime();
    long done = Math.min(next.get(), until) - from;
    double seconds = (told - begun) / 1e9;
    System.out.printf(
        "simulated %,d of %,d seeds, %,d steps, %.1f seeds/s, %d failed%n",
        done, until - from, steps, done / seconds, failures.size());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
