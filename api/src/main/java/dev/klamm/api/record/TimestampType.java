package dev.klamm.api.record;

/**
 * What a record's timestamp means.
 *
 * @since 0.1
 */
public enum TimestampType {
  /** The record carries no timestamp; only in data older than message format 1. */
  NO_TIMESTAMP_TYPE(-1, "NoTimestampType"),
  /** The timestamp is what the producer set. */
  CREATE_TIME(0, "CreateTime"),
  /** The timestamp is the broker's clock when it appended the batch. */
  LOG_APPEND_TIME(1, "LogAppendTime");

  private final int id;
  private final String configName;

  TimestampType(int id, String configName) {
    this.id = id;
    this.configName = configName;
  }

  /** The number that stands for it in a batch's attributes; -1 for none. */
  public int id() {
    return id;
  }

  /**
   * Finds the type by the name used in {@code message.timestamp.type}.
   *
   * @throws IllegalArgumentException if there is no type of that name
   */
  public static TimestampType forName(String name) {
    for (TimestampType type : values()) {
      if (type.configName.equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no timestamp type is called '" + name + "': CreateTime and LogAppendTime are allowed");
  }

  /** The name used in {@code message.timestamp.type}. */
  @Override
  public String toString() {
    return configName;
  }
}
