package dev.klamm.api.record;

import java.nio.ByteBuffer;

/**
 * Where things lie in a record batch of magic 2, the only format Klamm stores (KIP-98). All numbers
 * are big-endian.
 *
 * <pre>
 *  0        8            12                    16    17    21         23               27
 *  +--------+------------+---------------------+-----+-----+----------+----------------+
 *  | base   | length of  | partition           |magic| crc |attributes| last offset    |
 *  | offset | what       | leader epoch        | = 2 |     |          | delta          |
 *  | i64    | follows i32| i32                 | i8  | u32 | i16      | i32            |
 *  +--------+------------+---------------------+-----+-----+----------+----------------+
 *  27             35            43          51         53             57          61
 *  +--------------+-------------+-----------+----------+--------------+-----------+----------
 *  | base         | max         | producer  | producer | base         | record    | records,
 *  | timestamp i64| timestamp   | id i64    | epoch i16| sequence i32 | count i32 | compressed?
 *  +--------------+-------------+-----------+----------+--------------+-----------+----------
 *
 *  attributes   bits 0-2 compression, 3 timestamp type, 4 transactional, 5 control, 6 delete horizon
 *  crc          CRC-32C of everything from the attributes (byte 21) to the end
 * </pre>
 *
 * Base offset and leader epoch lie outside the CRC, so a broker stamps both in place without
 * touching the rest.
 *
 * <p>The accessors read from an absolute position and move nothing. They do not check bounds beyond
 * what the buffer does: callers make sure that {@link #HEADER_SIZE} bytes are there.
 *
 * @since 0.1
 */
public final class BatchFormat {

  public static final int BASE_OFFSET = 0;
  public static final int LENGTH = 8;
  public static final int PARTITION_LEADER_EPOCH = 12;
  public static final int MAGIC = 16;
  public static final int CRC = 17;
  public static final int ATTRIBUTES = 21;
  public static final int LAST_OFFSET_DELTA = 23;
  public static final int BASE_TIMESTAMP = 27;
  public static final int MAX_TIMESTAMP = 35;
  public static final int PRODUCER_ID = 43;
  public static final int PRODUCER_EPOCH = 51;
  public static final int BASE_SEQUENCE = 53;
  public static final int RECORD_COUNT = 57;

  /** Bytes of the header, up to the first record. */
  public static final int HEADER_SIZE = 61;

  /** Bytes that {@link #LENGTH} does not count: base offset and the length itself. */
  public static final int LENGTH_OVERHEAD = 12;

  public static final byte CURRENT_MAGIC = 2;

  public static final int COMPRESSION_MASK = 0x07;
  public static final int TIMESTAMP_TYPE_MASK = 0x08;
  public static final int TRANSACTIONAL_MASK = 0x10;
  public static final int CONTROL_MASK = 0x20;
  public static final int DELETE_HORIZON_MASK = 0x40;

  /** Producer id of a batch that no idempotent producer wrote. */
  public static final long NO_PRODUCER_ID = -1;

  /** Timestamp of a batch or record without one. */
  public static final long NO_TIMESTAMP = -1;

  private BatchFormat() {}

  public static long baseOffset(ByteBuffer b, int at) {
    return b.getLong(at + BASE_OFFSET);
  }

  /** Bytes of the whole batch, header included. */
  public static int sizeInBytes(ByteBuffer b, int at) {
    return b.getInt(at + LENGTH) + LENGTH_OVERHEAD;
  }

  public static int partitionLeaderEpoch(ByteBuffer b, int at) {
    return b.getInt(at + PARTITION_LEADER_EPOCH);
  }

  public static byte magic(ByteBuffer b, int at) {
    return b.get(at + MAGIC);
  }

  public static int crc(ByteBuffer b, int at) {
    return b.getInt(at + CRC);
  }

  public static short attributes(ByteBuffer b, int at) {
    return b.getShort(at + ATTRIBUTES);
  }

  public static int lastOffsetDelta(ByteBuffer b, int at) {
    return b.getInt(at + LAST_OFFSET_DELTA);
  }

  /** The offset of the batch's last record, inclusive. */
  public static long lastOffset(ByteBuffer b, int at) {
    return baseOffset(b, at) + lastOffsetDelta(b, at);
  }

  public static long baseTimestamp(ByteBuffer b, int at) {
    return b.getLong(at + BASE_TIMESTAMP);
  }

  public static long maxTimestamp(ByteBuffer b, int at) {
    return b.getLong(at + MAX_TIMESTAMP);
  }

  public static long producerId(ByteBuffer b, int at) {
    return b.getLong(at + PRODUCER_ID);
  }

  public static short producerEpoch(ByteBuffer b, int at) {
    return b.getShort(at + PRODUCER_EPOCH);
  }

  public static int baseSequence(ByteBuffer b, int at) {
    return b.getInt(at + BASE_SEQUENCE);
  }

  public static int recordCount(ByteBuffer b, int at) {
    return b.getInt(at + RECORD_COUNT);
  }

  public static boolean isTransactional(ByteBuffer b, int at) {
    return (attributes(b, at) & TRANSACTIONAL_MASK) != 0;
  }

  public static boolean isControl(ByteBuffer b, int at) {
    return (attributes(b, at) & CONTROL_MASK) != 0;
  }

  /** Stamps what a broker assigns; both fields lie outside the CRC. */
  public static void stamp(ByteBuffer b, int at, long baseOffset, int leaderEpoch) {
    b.putLong(at + BASE_OFFSET, baseOffset);
    b.putInt(at + PARTITION_LEADER_EPOCH, leaderEpoch);
  }
}
