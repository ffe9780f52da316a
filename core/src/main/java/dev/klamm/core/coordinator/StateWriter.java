package dev.klamm.core.coordinator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds the value of a durable key: a format version in one byte, then big-endian numbers, and
 * texts and bytes behind an int32 length, where -1 stands for null. {@link StateReader} reads it.
 */
public final class StateWriter {
  private ByteBuffer out = ByteBuffer.allocate(128);

  public StateWriter(int formatVersion) {
    out.put((byte) formatVersion);
  }

  public StateWriter int32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  public StateWriter int64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  public StateWriter text(@Nullable String value) {
    return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  public StateWriter bytes(byte @Nullable [] value) {
    if (value == null) {
      return int32(-1);
    }
    int32(value.length);
    room(value.length).put(value);
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.addExact(out.position(), Math.max(bytes, out.capacity()));
      out = ByteBuffer.wrap(Arrays.copyOf(out.array(), capacity)).position(out.position());
    }
    return out;
  }
}
