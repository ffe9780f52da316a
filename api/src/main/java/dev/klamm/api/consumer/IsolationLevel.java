package dev.klamm.api.consumer;

import java.util.Locale;

/**
 * Whether records of open and aborted transactions are read.
 *
 * @since 0.1
 */
public enum IsolationLevel {
  /** All records are read. */
  READ_UNCOMMITTED(0),
  /**
   * Records of aborted transactions are left out, and reading stops before the first open
   * transaction.
   */
  READ_COMMITTED(1);

  private final byte id;

  IsolationLevel(int id) {
    this.id = (byte) id;
  }

  /** The number on the wire. */
  public byte id() {
    return id;
  }

  /** The text for {@code isolation.level}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
