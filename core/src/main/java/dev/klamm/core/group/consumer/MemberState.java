package dev.klamm.core.group.consumer;

/** Where a member stands on its way to its target assignment. The codes are stored. */
enum MemberState {
  /** It has all of its target. */
  STABLE(0),
  /** It was asked to give partitions up, and did not say yet that it has. */
  UNREVOKED_PARTITIONS(1),
  /** It has what is free of its target, and waits for what others still hold. */
  UNRELEASED_PARTITIONS(2);

  private final int code;

  MemberState(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static MemberState ofCode(int code) {
    return code == UNREVOKED_PARTITIONS.code
        ? UNREVOKED_PARTITIONS
        : code == UNRELEASED_PARTITIONS.code ? UNRELEASED_PARTITIONS : STABLE;
  }
}
