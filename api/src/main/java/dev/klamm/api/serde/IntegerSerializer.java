package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Writes a int as four bytes, the highest first. Null stays null.
 *
 * @since 0.1
 */
public final class IntegerSerializer implements Serializer<Integer> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Integer data) {
    if (data == null) {
      return null;
    }
    byte[] bytes = new byte[BigEndian.INT_BYTES];
    BigEndian.INT.set(bytes, 0, (int) data);
    return bytes;
  }
}
