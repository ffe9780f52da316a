package dev.klamm.core.group.consumer;

/** Where a group stands; it follows from its epochs and members. */
enum ConsumerGroupState {
  EMPTY("Empty"),
  /** Something has changed, and the targets were not computed anew yet. */
  ASSIGNING("Assigning"),
  /** Some member has not reached its target. */
  RECONCILING("Reconciling"),
  STABLE("Stable");

  private final String wireName;

  ConsumerGroupState(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
