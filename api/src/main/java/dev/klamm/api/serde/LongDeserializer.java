package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a long from eight bytes, the highest first. Null stays null; any other number of bytes is
 * refused.
 *
 * @since 0.1
 */
public final class LongDeserializer implements Deserializer<Long> {
  @Override
  public @Nullable Long deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("long", BigEndian.LONG_BYTES, data.length);
    return (long) BigEndian.LONG.get(data, 0);
  }

  @Override
  public @Nullable Long deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("long", BigEndian.LONG_BYTES, data.remaining());
    return data.duplicate().getLong(data.position());
  }
}
