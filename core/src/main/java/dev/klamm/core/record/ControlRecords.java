package dev.klamm.core.record;

import dev.klamm.api.error.CorruptRecordException;
import java.nio.ByteBuffer;

/**
 * The markers that end a transaction in a partition (KIP-98). One control record in a batch of its
 * own: the key says what it is, the value which coordinator wrote it.
 *
 * <pre>
 *  key    version i16 = 0 | type i16: 0 abort, 1 commit
 *  value  version i16 = 0 | coordinator epoch i32
 * </pre>
 */
public final class ControlRecords {

  private static final int KEY_SIZE = 4;
  private static final int VALUE_SIZE = 6;
  private static final int NO_SEQUENCE = -1;

  private ControlRecords() {}

  /** What a control record says. */
  public enum Type {
    ABORT,
    COMMIT,
    /** One that this version does not know; readers skip it. */
    OTHER;

    private static Type of(short id) {
      return switch (id) {
        case 0 -> ABORT;
        case 1 -> COMMIT;
        default -> OTHER;
      };
    }
  }

  /**
   * A batch that ends a producer's transaction.
   *
   * @param type {@link Type#ABORT} or {@link Type#COMMIT}
   */
  public static ByteBuffer endTransaction(
      Type type, long producerId, short producerEpoch, int coordinatorEpoch, long timestamp) {
    if (type == Type.OTHER) {
      throw new IllegalArgumentException("a transaction ends with ABORT or COMMIT, not " + type);
    }
    ByteBuffer key =
        ByteBuffer.allocate(KEY_SIZE).putShort((short) 0).putShort((short) type.ordinal());
    ByteBuffer value = ByteBuffer.allocate(VALUE_SIZE).putShort((short) 0).putInt(coordinatorEpoch);
    RecordBatchBuilder builder = new RecordBatchBuilder(128);
    builder.producer(producerId, producerEpoch, NO_SEQUENCE).transactional().control();
    builder.append(timestamp, key.array(), value.array());
    return builder.build();
  }

  /**
   * The type of the control record that the cursor is on.
   *
   * @throws CorruptRecordException when its key is not one of a control record
   */
  public static Type type(RecordCursor record) {
    if (record.keyLength() < KEY_SIZE || record.buffer().getShort(record.keyPosition()) < 0) {
      throw new CorruptRecordException(
          "the control record at offset " + record.offset() + " has no key that tells its type");
    }
    return Type.of(record.buffer().getShort(record.keyPosition() + Short.BYTES));
  }

  /**
   * The epoch of the coordinator that wrote the end of a transaction.
   *
   * @throws CorruptRecordException when its value is not one of such a record
   */
  public static int coordinatorEpoch(RecordCursor record) {
    if (record.valueLength() < VALUE_SIZE || record.buffer().getShort(record.valuePosition()) < 0) {
      throw new CorruptRecordException(
          "the control record at offset "
              + record.offset()
              + " has no value that tells its writer");
    }
    return record.buffer().getInt(record.valuePosition() + Short.BYTES);
  }
}
