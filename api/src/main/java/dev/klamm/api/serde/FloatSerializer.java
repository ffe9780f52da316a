package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Writes a float as four bytes (IEEE 754), the highest first. Null stays null.
 *
 * @since 0.1
 */
public final class FloatSerializer implements Serializer<Float> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Float data) {
    if (data == null) {
      return null;
    }
    byte[] bytes = new byte[BigEndian.FLOAT_BYTES];
    BigEndian.FLOAT.set(bytes, 0, (float) data);
    return bytes;
  }
}
