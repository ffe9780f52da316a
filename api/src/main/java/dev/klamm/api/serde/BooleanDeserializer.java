package dev.klamm.api.serde;

import dev.klamm.api.error.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a boolean from one byte, 1 for true and 0 for false. Null stays null; anything else is
 * refused.
 *
 * @since 0.1
 */
public final class BooleanDeserializer implements Deserializer<Boolean> {
  @Override
  public @Nullable Boolean deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    BigEndian.requireLength("boolean", 1, data.length);
    if (data[0] != 0 && data[0] != 1) {
      throw new SerializationException("a boolean is a byte of 0 or 1, but the data is " + data[0]);
    }
    return data[0] == 1;
  }
}
