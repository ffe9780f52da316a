package dev.klamm.core.consumer.assignor;

/** What members do with their partitions while the group is divided anew (KIP-429). */
public enum RebalanceProtocol {
  /** Give up all before, get all after. */
  EAGER,
  /** Keep all but those that go to another member, which gets them in the round after. */
  COOPERATIVE
}
