package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a int from four bytes, the highest first. Null stays null; any other number of bytes is
 * refused.
 *
 * @since 0.1
 */
public final class IntegerDeserializer implements Deserializer<Integer> {
  @Override
  public @Nullable Integer deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("int", BigEndian.INT_BYTES, data.length);
    return (int) BigEndian.INT.get(data, 0);
  }

  @Override
  public @Nullable Integer deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("int", BigEndian.INT_BYTES, data.remaining());
    return data.duplicate().getInt(data.position());
  }
}
