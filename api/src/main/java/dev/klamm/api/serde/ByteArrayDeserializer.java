package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Hands bytes through.
 *
 * @since 0.1
 */
public final class ByteArrayDeserializer implements Deserializer<byte[]> {
  @Override
  public byte @Nullable [] deserialize(String topic, byte @Nullable [] data) {
    return data;
  }
}
