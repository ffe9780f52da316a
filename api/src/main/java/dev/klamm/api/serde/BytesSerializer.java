package dev.klamm.api.serde;

import org.jspecify.annotations.Nullable;

/**
 * Hands the array inside {@link Bytes} through, without a copy.
 *
 * @since 0.1
 */
public final class BytesSerializer implements Serializer<Bytes> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Bytes data) {
    return data == null ? null : data.get();
  }
}
