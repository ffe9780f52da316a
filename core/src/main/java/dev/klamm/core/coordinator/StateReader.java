package dev.klamm.core.coordinator;

import dev.klamm.api.storage.CorruptStoreException;
import dev.klamm.api.storage.UnsupportedFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote, and refuses anything else by name. */
public final class StateReader {
  private final String what;
  private final ByteBuffer in;

  /**
   * Opens a value.
   *
   * @param what names the value in errors
   * @param formatVersion the only format known
   */
  public StateReader(String what, byte[] value, int formatVersion) {
    this.what = what;
    this.in = ByteBuffer.wrap(value);
    int found = need(1).get();
    if (found != formatVersion) {
      throw new UnsupportedFormatException(
          what + " has format " + found + ", this release reads format " + formatVersion);
    }
  }

  public int int32() {
    return need(Integer.BYTES).getInt();
  }

  public long int64() {
    return need(Long.BYTES).getLong();
  }

  /** The number of things that follow, each at least one byte. */
  public int count() {
    int count = int32();
    if (count < 0 || count > in.remaining()) {
      throw damaged("a count of " + count + " with " + in.remaining() + " bytes left");
    }
    return count;
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public @Nullable String nullableText() {
    byte[] bytes = nullableBytes();
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    byte[] bytes = nullableBytes();
    if (bytes == null) {
      throw damaged("a null where there must be a value");
    }
    return bytes;
  }

  public byte @Nullable [] nullableBytes() {
    int length = int32();
    if (length == -1) {
      return null;
    }
    if (length < -1) {
      throw damaged("a length of " + length);
    }
    need(length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Checks that nothing is left over. */
  public void end() {
    if (in.hasRemaining()) {
      throw damaged(in.remaining() + " bytes too many");
    }
  }

  private ByteBuffer need(int bytes) {
    if (in.remaining() < bytes) {
      throw damaged(bytes + " bytes wanted, " + in.remaining() + " left");
    }
    return in;
  }

  private CorruptStoreException damaged(String how) {
    return new CorruptStoreException(what + " is damaged: " + how);
  }
}
