package dev.klamm.api.serde;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a record's bytes in a buffer of their own. Null stays null.
 *
 * @since 0.1
 */
public final class ByteBufferDeserializer implements Deserializer<ByteBuffer> {
  @Override
  public @Nullable ByteBuffer deserialize(String topic, byte @Nullable [] data) {
    return data == null ? null : ByteBuffer.wrap(data);
  }
}
