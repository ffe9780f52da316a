package dev.klamm.api.serde;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that can be a key in a map: compared by content, ordered as unsigned numbers.
 *
 * <p>The array is neither copied in nor out, so that it costs nothing; nobody may change it
 * afterwards.
 *
 * @since 0.1
 */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] bytes;

  public Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps an array; null stays null. */
  public static @Nullable Bytes wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : new Bytes(bytes);
  }

  /** The array itself. */
  public byte[] get() {
    return bytes;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Printable ASCII as it is, other bytes as {@code \\xHH}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      boolean printable = b >= ' ' && b <= '~' && b != '\\';
      text.append(printable ? String.valueOf((char) b) : String.format("\\x%02X", b));
    }
    return text.toString();
  }
}
