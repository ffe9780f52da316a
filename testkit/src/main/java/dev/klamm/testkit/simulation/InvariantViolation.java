package dev.klamm.testkit.simulation;

import dev.klamm.testkit.history.Violation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something that must always hold does not.
 *
 * @since 0.1
 */
public final class InvariantViolation extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final LinkedHashSet<String> invariants = new LinkedHashSet<>();

  /**
   * @param invariant its name
   * @param seen what was found instead
   */
  public InvariantViolation(String invariant, String seen) {
    super(invariant + ": " + seen);
    invariants.add(invariant);
  }

  /**
   * @param violations one or more
   */
  public InvariantViolation(List<Violation> violations) {
    super(
        violations.get(0)
            + (violations.size() > 1 ? ", and " + (violations.size() - 1) + " more" : ""));
    violations.forEach(violation -> invariants.add(violation.rule().name()));
  }

  /** The names of what does not hold. */
  public Set<String> invariants() {
    return Set.copyOf(invariants);
  }
}
