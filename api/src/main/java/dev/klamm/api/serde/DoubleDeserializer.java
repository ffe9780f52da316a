package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a double from eight bytes (IEEE 754), the highest first. Null stays null; any other number
 * of bytes is refused.
 *
 * @since 0.1
 */
public final class DoubleDeserializer implements Deserializer<Double> {
  @Override
  public @Nullable Double deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("double", BigEndian.DOUBLE_BYTES, data.length);
    return (double) BigEndian.DOUBLE.get(data, 0);
  }

  @Override
  public @Nullable Double deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("double", BigEndian.DOUBLE_BYTES, data.remaining());
    return data.duplicate().getDouble(data.position());
  }
}
