package dev.klamm.core.record;

import dev.klamm.api.record.BatchFormat;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What can be asked of and changed in the header of a finished batch, checksum included. */
public final class BatchHeader {

  private BatchHeader() {}

  /** The CRC-32C that the batch at this position ought to have. Moves nothing. */
  public static int computeCrc(ByteBuffer b, int at) {
    int from = at + BatchFormat.ATTRIBUTES;
    int length = BatchFormat.sizeInBytes(b, at) - BatchFormat.ATTRIBUTES;
    CRC32C crc = new CRC32C();
    if (b.hasArray()) {
      crc.update(b.array(), b.arrayOffset() + from, length);
    } else {
      crc.update(b.duplicate().limit(from + length).position(from));
    }
    return (int) crc.getValue();
  }

  public static boolean crcMatches(ByteBuffer b, int at) {
    return BatchFormat.crc(b, at) == computeCrc(b, at);
  }

  /** Whether an idempotent or transactional producer wrote the batch. */
  public static boolean hasProducer(ByteBuffer b, int at) {
    return BatchFormat.producerId(b, at) > BatchFormat.NO_PRODUCER_ID;
  }

  /** The number in the compression bits, known or not. */
  public static int compressionId(ByteBuffer b, int at) {
    return BatchFormat.attributes(b, at) & BatchFormat.COMPRESSION_MASK;
  }

  public static boolean isLogAppendTime(ByteBuffer b, int at) {
    return (BatchFormat.attributes(b, at) & BatchFormat.TIMESTAMP_TYPE_MASK) != 0;
  }

  /** Gives the batch to a producer, as after a new epoch. */
  public static void stampProducer(
      ByteBuffer b, int at, long producerId, short epoch, int baseSequence) {
    b.putLong(at + BatchFormat.PRODUCER_ID, producerId);
    b.putShort(at + BatchFormat.PRODUCER_EPOCH, epoch);
    b.putInt(at + BatchFormat.BASE_SEQUENCE, baseSequence);
    stampCrc(b, at);
  }

  /** Corrects the largest timestamp. */
  public static void stampMaxTimestamp(ByteBuffer b, int at, long maxTimestamp) {
    b.putLong(at + BatchFormat.MAX_TIMESTAMP, maxTimestamp);
    stampCrc(b, at);
  }

  /** Makes the broker's clock the timestamp of every record in the batch. */
  public static void stampLogAppendTime(ByteBuffer b, int at, long nowMs) {
    int attributes = BatchFormat.attributes(b, at) | BatchFormat.TIMESTAMP_TYPE_MASK;
    b.putShort(at + BatchFormat.ATTRIBUTES, (short) attributes);
    stampMaxTimestamp(b, at, nowMs);
  }

  static void stampCrc(ByteBuffer b, int at) {
    b.putInt(at + BatchFormat.CRC, computeCrc(b, at));
  }
}
