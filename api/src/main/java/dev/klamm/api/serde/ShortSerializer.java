package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Writes a short as two bytes, the highest first. Null stays null.
 *
 * @since 0.1
 */
public final class ShortSerializer implements Serializer<Short> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Short data) {
    if (data == null) {
      return null;
    }
    byte[] bytes = new byte[BigEndian.SHORT_BYTES];
    BigEndian.SHORT.set(bytes, 0, (short) data);
    return bytes;
  }
}
