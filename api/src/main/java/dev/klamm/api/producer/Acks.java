package dev.klamm.api.producer;

/**
 * How many must have a record before it counts as sent.
 *
 * @since 0.1
 */
public enum Acks {
  /**
   * Nobody: the record counts as sent when it is on the connection. Its offset is not known, and it
   * may be lost.
   */
  NONE(0, "0"),
  /**
   * The leader: on Klamm, the record survives the broker being killed, but perhaps not a power cut.
   */
  LEADER(1, "1"),
  /**
   * All replicas in sync: on Klamm, the record is as durable as its store is configured to make it.
   */
  ALL(-1, "all");

  private final short code;
  private final String configName;

  Acks(int code, String configName) {
    this.code = (short) code;
    this.configName = configName;
  }

  /** The number in a produce request. */
  public short code() {
    return code;
  }

  /** The text for {@code acks}. */
  @Override
  public String toString() {
    return configName;
  }
}
