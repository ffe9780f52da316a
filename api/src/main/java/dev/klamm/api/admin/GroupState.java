package dev.klamm.api.admin;

import java.util.Locale;

/**
 * Where a group stands.
 *
 * @since 0.1
 */
public enum GroupState {
  /** A state that this version does not know. */
  UNKNOWN("Unknown"),
  /** Its members are joining anew. */
  PREPARING_REBALANCE("PreparingRebalance"),
  /** Its members wait for their partitions. */
  COMPLETING_REBALANCE("CompletingRebalance"),
  /** Its members have their partitions. */
  STABLE("Stable"),
  /** There is no such group, or not any more. */
  DEAD("Dead"),
  /** It has no members, but perhaps offsets. */
  EMPTY("Empty"),
  /** The broker works out who gets what (KIP-848). */
  ASSIGNING("Assigning"),
  /** Partitions are moving between members (KIP-848). */
  RECONCILING("Reconciling"),
  /** A streams group whose topics are not ready. */
  NOT_READY("NotReady");

  private final String text;

  GroupState(String text) {
    this.text = text;
  }

  /**
   * Finds the constant by the text that brokers use, in any case of letters; {@link #UNKNOWN} if
   * there is none.
   */
  public static GroupState parse(String text) {
    for (GroupState constant : values()) {
      if (constant.text.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    return UNKNOWN;
  }

  /** The text that brokers use. */
  @Override
  public String toString() {
    return text;
  }
}
