package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Writes a boolean as one byte, 1 for true and 0 for false. Null stays null.
 *
 * @since 0.1
 */
public final class BooleanSerializer implements Serializer<Boolean> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Boolean data) {
    return data == null ? null : new byte[] {(byte) (data ? 1 : 0)};
  }
}
