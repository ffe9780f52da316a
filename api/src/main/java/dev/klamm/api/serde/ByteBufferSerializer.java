package dev.klamm.api.serde;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a buffer's bytes from its <em>beginning</em> up to its limit, wherever its position is, as
 * Kafka does: so a buffer that was filled must be flipped, and one that was read needs no
 * rewinding. To write only a part, pass a slice. The buffer's position and limit stay as they are.
 * An array that is the whole buffer is handed through without a copy.
 *
 * @since 0.1
 */
public final class ByteBufferSerializer implements Serializer<ByteBuffer> {
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    if (data.hasArray() && data.arrayOffset() == 0 && data.array().length == data.limit()) {
      return data.array();
    }
    byte[] bytes = new byte[data.limit()];
    data.duplicate().rewind().get(bytes);
    return bytes;
  }
}
