package dev.klamm.testkit.simulation;

import java.util.LinkedHashSet;
import java.util.Set;

/** A seed that failed, and how to see it fail again. */
final class SeedFailure extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final LinkedHashSet<String> invariants = new LinkedHashSet<>();

  SeedFailure(Simulation simulation, Throwable cause) {
    super(
        "seed "
            + simulation.seed()
            + " failed after "
            + simulation.steps()
            + " steps: "
            + rootOf(cause).getMessage()
            + "\nreplay it with: "
            + replay(simulation.seed()),
        cause);
    if (rootOf(cause) instanceof InvariantViolation violation) {
      invariants.addAll(violation.invariants());
    } else {
      invariants.add(rootOf(cause).getClass().getSimpleName());
    }
  }

  /** The names of what did not hold, or of the exception. */
  Set<String> invariants() {
    return invariants;
  }

  private static Throwable rootOf(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && !(root instanceof InvariantViolation)) {
      root = root.getCause();
    }
    return root;
  }

  static String replay(long seed) {
    return "mvn -q -pl testkit -am test -Psimulate -Dreplay=" + seed;
  }
}
