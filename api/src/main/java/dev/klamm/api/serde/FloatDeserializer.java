package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a float from four bytes (IEEE 754), the highest first. Null stays null; any other number of
 * bytes is refused.
 *
 * @since 0.1
 */
public final class FloatDeserializer implements Deserializer<Float> {
  @Override
  public @Nullable Float deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("float", BigEndian.FLOAT_BYTES, data.length);
    return (float) BigEndian.FLOAT.get(data, 0);
  }

  @Override
  public @Nullable Float deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("float", BigEndian.FLOAT_BYTES, data.remaining());
    return data.duplicate().getFloat(data.position());
  }
}
