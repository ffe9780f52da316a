package dev.klamm.api.admin;

import java.util.Locale;

/**
 * Where the transaction of a transactional id stands, as its coordinator sees it.
 *
 * @since 0.1
 */
public enum TransactionState {
  /** Nothing was written yet since the id was taken. */
  EMPTY("Empty"),
  /** Open. */
  ONGOING("Ongoing"),
  /** Decided: to be committed; partitions are being told. */
  PREPARE_COMMIT("PrepareCommit"),
  /** Decided: to be aborted; partitions are being told. */
  PREPARE_ABORT("PrepareAbort"),
  /** The last one was committed. */
  COMPLETE_COMMIT("CompleteCommit"),
  /** The last one was aborted. */
  COMPLETE_ABORT("CompleteAbort"),
  /** Its producer is being fenced, since the id was taken by another or time ran out. */
  PREPARE_EPOCH_FENCE("PrepareEpochFence"),
  /** A state that this version does not know. */
  UNKNOWN("Unknown");

  private final String text;

  TransactionState(String text) {
    this.text = text;
  }

  /**
   * Finds the constant by the text that brokers use, in any case of letters; {@link #UNKNOWN} if
   * there is none.
   */
  public static TransactionState parse(String text) {
    for (TransactionState constant : values()) {
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
