package dev.klamm.tck.storage;

import dev.klamm.api.record.BatchFormat;
import java.nio.ByteBuffer;

/**
 * One whole batch; equal to another when all bytes are.
 *
 * @param bytes from position 0 to the limit
 */
public record StoredBatch(ByteBuffer bytes) {

  public long baseOffset() {
    return BatchFormat.baseOffset(bytes, 0);
  }

  /** One past the last record. */
  public long endOffset() {
    return BatchFormat.lastOffset(bytes, 0) + 1;
  }

  public long maxTimestamp() {
    return BatchFormat.maxTimestamp(bytes, 0);
  }

  public int sizeInBytes() {
    return bytes.limit();
  }

  @Override
  public String toString() {
    return "[" + baseOffset() + ".." + endOffset() + ") " + sizeInBytes() + " B";
  }
}
