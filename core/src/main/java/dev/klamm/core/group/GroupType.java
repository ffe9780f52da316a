package dev.klamm.core.group;

/** The kinds of groups, by the protocol their members speak. */
public enum GroupType {
  CLASSIC("classic"),
  CONSUMER("consumer");

  private final String wireName;

  GroupType(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
