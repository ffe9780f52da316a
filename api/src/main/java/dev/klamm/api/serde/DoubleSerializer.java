package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Writes a double as eight bytes (IEEE 754), the highest first. Null stays null.
 *
 * @since 0.1
 */
public final class DoubleSerializer implements Serializer<Double> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Double data) {
    if (data == null) {
      return null;
    }
    byte[] bytes = new byte[BigEndian.DOUBLE_BYTES];
    BigEndian.DOUBLE.set(bytes, 0, (double) data);
    return bytes;
  }
}
