package dev.klamm.api.record;

/**
 * How the records of a batch are compressed. The header of a batch never is.
 *
 * @since 0.1
 */
public enum CompressionType {
  NONE(0, "none"),
  GZIP(1, "gzip"),
  SNAPPY(2, "snappy"),
  LZ4(3, "lz4"),
  /** Since Kafka 2.1 (KIP-110); clients older than Produce 7 and Fetch 10 cannot handle it. */
  ZSTD(4, "zstd");

  private static final CompressionType[] BY_ID = values();

  private final int id;
  private final String configName;

  CompressionType(int id, String configName) {
    this.id = id;
    this.configName = configName;
  }

  /** The number that stands for it in a batch's attributes, 0 to 4. */
  public int id() {
    return id;
  }

  /** Whether {@link #forId} knows this number. */
  public static boolean isKnown(int id) {
    return id >= 0 && id < BY_ID.length;
  }

  /**
   * @throws IllegalArgumentException if no type has this number
   */
  public static CompressionType forId(int id) {
    if (!isKnown(id)) {
      throw new IllegalArgumentException(
          "no compression type has the number " + id + ": 0 to 4 are known");
    }
    return BY_ID[id];
  }

  /**
   * Finds the type by the name used in {@code compression.type}.
   *
   * @throws IllegalArgumentException if there is no type of that name
   */
  public static CompressionType forName(String name) {
    for (CompressionType type : BY_ID) {
      if (type.configName.equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no compression type is called '"
            + name
            + "': none, gzip, snappy, lz4 and zstd are allowed");
  }

  /** The name used in {@code compression.type}. */
  @Override
  public String toString() {
    return configName;
  }
}
