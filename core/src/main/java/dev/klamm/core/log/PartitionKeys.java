package dev.klamm.core.log;

import dev.klamm.api.storage.CorruptStoreException;
import dev.klamm.api.storage.LogId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The keys under which a partition keeps what its log does not say.
 *
 * <pre>
 *   producers/TOPIC-ID/PARTITION     the producers' state at some offset, {@link ProducerStates#snapshot}
 *   epochs/TOPIC-ID/PARTITION        leader epochs, {@link LeaderEpochs#toBytes}
 *   aborted/TOPIC-ID/PARTITION/LAST-OFFSET(i64)   an aborted transaction: format i8 = 1, producer id i64,
 *                                    first offset i64
 *   cleaner/TOPIC-ID/PARTITION       how far it was compacted, {@code clean.CleanerCheckpoint}
 * </pre>
 */
public final class PartitionKeys {

  private static final byte ABORTED_FORMAT = 1;

  private PartitionKeys() {}

  static byte[] producers(LogId id) {
    return key("producers/", id);
  }

  static byte[] epochs(LogId id) {
    return key("epochs/", id);
  }

  static byte[] aborted(LogId id, long lastOffset) {
    byte[] prefix = key("aborted/", id);
    return ByteBuffer.allocate(prefix.length + 1 + Long.BYTES)
        .put(prefix)
        .put((byte) '/')
        .putLong(lastOffset)
        .array();
  }

  static byte[] abortedValue(AbortedTransaction aborted) {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES)
        .put(ABORTED_FORMAT)
        .putLong(aborted.producerId())
        .putLong(aborted.firstOffset())
        .array();
  }

  static AbortedTransaction readAborted(byte[] key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    if (value.length != 1 + 2 * Long.BYTES || in.get() != ABORTED_FORMAT) {
      throw new CorruptStoreException(
          "the key of an aborted transaction holds " + value.length + " bytes of unknown format");
    }
    long lastOffset = ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    return new AbortedTransaction(in.getLong(), in.getLong(), lastOffset);
  }

  public static byte[] cleaner(LogId id) {
    return key("cleaner/", id);
  }

  private static byte[] key(String prefix, LogId id) {
    return (prefix + id.topicId() + '/' + id.partition()).getBytes(StandardCharsets.UTF_8);
  }
}
