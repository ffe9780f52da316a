package dev.klamm.core.group;

/**
 * Where a classic group stands.
 *
 * <pre>
 *            join              all joined, or time is up          leader's assignment
 *   EMPTY ---------> PREPARING ------------------------> COMPLETING ----------------> STABLE
 *     ^               |  ^ ^                                 |                          |
 *     +--- none left -+  | +---- join, leave, silence -------+                          |
 *                        +------ join, leave, silence, leader joins again -------------+
 * </pre>
 */
enum GroupState {
  EMPTY("Empty"),
  PREPARING_REBALANCE("PreparingRebalance"),
  COMPLETING_REBALANCE("CompletingRebalance"),
  STABLE("Stable");

  /** What the wire calls a group that does not exist. */
  static final String DEAD = "Dead";

  private final String wireName;

  GroupState(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
