package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * For keys or values that are always null.
 *
 * @since 0.1
 */
public final class VoidSerializer implements Serializer<Void> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Void data) {
    return null;
  }
}
