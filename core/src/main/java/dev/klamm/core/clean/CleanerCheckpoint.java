package dev.klamm.core.clean;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition was compacted, as the store keeps it.
 *
 * @param firstDirty everything before it was compacted
 * @param activeBase where the active part began
 */
public record CleanerCheckpoint(long firstDirty, long activeBase) {

  private static final byte VERSION = 1;

  /** Version i8, first dirty i64, active base i64. */
  byte[] toBytes() {
    return ByteBuffer.allocate(17).put(VERSION).putLong(firstDirty).putLong(activeBase).array();
  }

  /** Reads one; none, and one of a version not known, stand for a partition never compacted. */
  public static CleanerCheckpoint fromBytes(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < 17 || bytes[0] != VERSION) {
      return new CleanerCheckpoint(0, 0);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, 16);
    return new CleanerCheckpoint(in.getLong(), in.getLong());
  }
}
