package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Wraps a record's bytes. Null stays null.
 *
 * @since 0.1
 */
public final class BytesDeserializer implements Deserializer<Bytes> {
  @Override
  public @Nullable Bytes deserialize(String topic, byte @Nullable [] data) {
    return Bytes.wrap(data);
  }
}
