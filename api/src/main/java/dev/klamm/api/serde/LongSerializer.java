package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Writes a long as eight bytes, the highest first. Null stays null.
 *
 * @since 0.1
 */
public final class LongSerializer implements Serializer<Long> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Long data) {
    if (data == null) {
      return null;
    }
    byte[] bytes = new byte[BigEndian.LONG_BYTES];
    BigEndian.LONG.set(bytes, 0, (long) data);
    return bytes;
  }
}
