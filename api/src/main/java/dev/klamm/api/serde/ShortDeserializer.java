package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a short from two bytes, the highest first. Null stays null; any other number of bytes is
 * refused.
 *
 * @since 0.1
 */
public final class ShortDeserializer implements Deserializer<Short> {
  @Override
  public @Nullable Short deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("short", BigEndian.SHORT_BYTES, data.length);
    return (short) BigEndian.SHORT.get(data, 0);
  }

  @Override
  public @Nullable Short deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("short", BigEndian.SHORT_BYTES, data.remaining());
    return data.duplicate().getShort(data.position());
  }
}
