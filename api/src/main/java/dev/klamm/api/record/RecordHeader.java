package dev.klamm.api.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A header made of a string and bytes. The bytes are not copied, on the way in or out; do not
 * change them.
 *
 * @since 0.1
 */
public final class RecordHeader implements Header {
  private final String key;
  private final byte @Nullable [] value;

  public RecordHeader(String key, byte @Nullable [] value) {
    this.key = Objects.requireNonNull(key, "a header's key must not be null");
    this.value = value;
  }

  /** Copies what remains of both buffers, whose positions stay; the key is UTF-8. */
  public RecordHeader(ByteBuffer key, @Nullable ByteBuffer value) {
    this(StandardCharsets.UTF_8.decode(key.duplicate()).toString(), bytes(value));
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public byte @Nullable [] value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordHeader that
        && key.equals(that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "RecordHeader(key = " + key + ", value = " + Arrays.toString(value) + ")";
  }
}
