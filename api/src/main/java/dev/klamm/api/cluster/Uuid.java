package dev.klamm.api.cluster;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The 128-bit id of a topic, a log directory or a cluster.
 *
 * <p>Its text form is URL-safe base64 without padding, always 22 characters: the form that Kafka's
 * tools print and accept. Ids order by their two halves as signed numbers, the upper half first.
 *
 * @since 0.1
 */
public final class Uuid implements Comparable<Uuid> {
  /** Stands for "no id" on the wire; never given to a topic. */
  public static final Uuid ZERO = new Uuid(0L, 0L);

  /** {@link #ZERO} under the name that Kafka users know. */
  public static final Uuid ZERO_UUID = ZERO;

  /** Kept for the metadata log; never given to a topic. */
  public static final Uuid METADATA_TOPIC_ID = new Uuid(0L, 1L);

  private static final int BYTES = 16;
  private static final int TEXT_LENGTH = 22;

  private final long mostSignificantBits;
  private final long leastSignificantBits;

  /** Builds an id from its upper and lower 64 bits, any of which may be negative. */
  public Uuid(long mostSignificantBits, long leastSignificantBits) {
    this.mostSignificantBits = mostSignificantBits;
    this.leastSignificantBits = leastSignificantBits;
  }

  /**
   * Draws a random id (version 4) from a secure source. It is never a reserved one, and its text
   * never begins with {@code '-'}, so it can be given to a command as it is.
   *
   * <p>Code that must be repeatable from a seed builds its ids with {@link #Uuid(long, long)}.
   */
  public static Uuid randomUuid() {
    Uuid drawn;
    do {
      UUID random = UUID.randomUUID();
      drawn = new Uuid(random.getMostSignificantBits(), random.getLeastSignificantBits());
    } while (drawn.isReserved() || drawn.toString().startsWith("-"));
    return drawn;
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is not 22 characters of URL-safe base64
   */
  public static Uuid fromString(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw malformed(text, null);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      return new Uuid(bytes.getLong(), bytes.getLong());
    } catch (IllegalArgumentException e) {
      throw malformed(text, e);
    }
  }

  private static IllegalArgumentException malformed(String text, @Nullable Throwable cause) {
    String shown = text.length() > 64 ? text.substring(0, 64) + "..." : text;
    return new IllegalArgumentException(
        "'"
            + shown
            + "' is not an id: "
            + TEXT_LENGTH
            + " characters of URL-safe base64 are expected",
        cause);
  }

  public long mostSignificantBits() {
    return mostSignificantBits;
  }

  public long leastSignificantBits() {
    return leastSignificantBits;
  }

  /** The upper half, under the name that Kafka users know. */
  public long getMostSignificantBits() {
    return mostSignificantBits;
  }

  /** The lower half, under the name that Kafka users know. */
  public long getLeastSignificantBits() {
    return leastSignificantBits;
  }

  private boolean isReserved() {
    return mostSignificantBits == 0 && (leastSignificantBits == 0 || leastSignificantBits == 1);
  }

  @Override
  public int compareTo(Uuid other) {
    int upper = Long.compare(mostSignificantBits, other.mostSignificantBits);
    return upper != 0 ? upper : Long.compare(leastSignificantBits, other.leastSignificantBits);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Uuid that
        && mostSignificantBits == that.mostSignificantBits
        && leastSignificantBits == that.leastSignificantBits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(mostSignificantBits ^ leastSignificantBits);
  }

  /** The 22 characters that {@link #fromString(String)} reads. */
  @Override
  public String toString() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(mostSignificantBits)
            .putLong(leastSignificantBits)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
