package dev.klamm.core.record;

import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.record.BatchFormat;
import java.nio.ByteBuffer;

/**
 * The batches in a buffer, one after another: {@link #next()}, then {@link #at()} with {@link
 * BatchFormat} or a {@link RecordCursor}. A batch that is cut off at the end, as the last one of a
 * fetch may be, counts as not there.
 *
 * <p>One thread at a time. Moves neither position nor limit of the buffer.
 */
public final class RecordBatches {

  private final ByteBuffer buffer;
  private final int limit;
  private int at;
  private int nextAt;

  /**
   * @param buffer its bytes from position to limit, as they are now
   */
  public RecordBatches(ByteBuffer buffer) {
    this.buffer = buffer;
    this.limit = buffer.limit();
    this.at = buffer.position();
    this.nextAt = at;
  }

  /**
   * Goes to the next batch.
   *
   * @return false when there is no further whole batch
   * @throws CorruptRecordException when what follows is not a batch of magic 2
   */
  public boolean next() {
    int left = limit - nextAt;
    if (left < BatchFormat.LENGTH_OVERHEAD) {
      return false;
    }
    int length = buffer.getInt(nextAt + BatchFormat.LENGTH);
    if (length < BatchFormat.HEADER_SIZE - BatchFormat.LENGTH_OVERHEAD) {
      throw corrupt("its length is " + length + ", less than its header");
    }
    if (length > left - BatchFormat.LENGTH_OVERHEAD) {
      return false;
    }
    byte magic = BatchFormat.magic(buffer, nextAt);
    if (magic != BatchFormat.CURRENT_MAGIC) {
      throw corrupt("its magic is " + magic + "; only 2 can be read");
    }
    at = nextAt;
    nextAt = at + BatchFormat.LENGTH_OVERHEAD + length;
    return true;
  }

  private CorruptRecordException corrupt(String why) {
    return new CorruptRecordException("the batch at byte " + nextAt + " is damaged: " + why);
  }

  public ByteBuffer buffer() {
    return buffer;
  }

  /** Where the current batch begins in {@link #buffer()}. */
  public int at() {
    return at;
  }

  /** Where the next batch begins, or a cut off one, or the limit. */
  public int end() {
    return nextAt;
  }
}
