package dev.klamm.api.admin;

import java.util.Locale;

/**
 * The kind of a group, by the protocol that its members speak.
 *
 * @since 0.1
 */
public enum GroupType {
  /** A kind that this version does not know. */
  UNKNOWN("Unknown"),
  /** The broker shares out the partitions (KIP-848). */
  CONSUMER("Consumer"),
  /** The members' leader shares out the partitions. */
  CLASSIC("Classic"),
  /** Records, not partitions, are shared out (KIP-932). */
  SHARE("Share"),
  /** Tasks of Kafka Streams are shared out (KIP-1071). */
  STREAMS("Streams");

  private final String text;

  GroupType(String text) {
    this.text = text;
  }

  /**
   * Finds the constant by the text that brokers use, in any case of letters; {@link #UNKNOWN} if
   * there is none.
   */
  public static GroupType parse(String text) {
    for (GroupType constant : values()) {
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
