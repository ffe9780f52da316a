package dev.klamm.core.group.classic;

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

  private final String wireName;

  GroupState(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
