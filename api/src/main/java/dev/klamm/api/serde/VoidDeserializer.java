package dev.klamm.api.serde;

import dev.klamm.api.error.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * For keys or values that are always null; bytes are refused.
 *
 * @since 0.1
 */
public final class VoidDeserializer implements Deserializer<Void> {
  @Override
  public @Nullable Void deserialize(String topic, byte @Nullable [] data) {
    if (data != null) {
      throw new SerializationException(
          "nothing was expected here, but there are " + data.length + " bytes");
    }
    return null;
  }
}
