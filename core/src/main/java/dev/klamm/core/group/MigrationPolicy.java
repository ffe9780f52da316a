package dev.klamm.core.group;

/**
 * Whether groups with members may change their kind: to the consumer protocol when the first member
 * that speaks it joins, and back when the last one leaves.
 */
public enum MigrationPolicy {
  BIDIRECTIONAL(true, true),
  UPGRADE(true, false),
  DOWNGRADE(false, true),
  DISABLED(false, false);

  private final boolean upgrades;
  private final boolean downgrades;

  MigrationPolicy(boolean upgrades, boolean downgrades) {
    this.upgrades = upgrades;
    this.downgrades = downgrades;
  }

  public boolean upgrades() {
    return upgrades;
  }

  public boolean downgrades() {
    return downgrades;
  }
}
