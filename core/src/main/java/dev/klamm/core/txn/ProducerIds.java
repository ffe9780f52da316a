package dev.klamm.core.txn;

import dev.klamm.api.storage.CorruptStoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hands out producer ids, each once in the life of the store. Ids are taken from the store in
 * blocks, so that most cost no write; what is left of a block is lost with the broker.
 *
 * <pre>
 *   cluster/producer-id   the first id that was not handed out in a block yet, i64
 * </pre>
 */
final class ProducerIds {

  private static final byte[] KEY = "cluster/producer-id".getBytes(StandardCharsets.UTF_8);
  private static final long BLOCK = 1000;

  private long next;
  private long endOfBlock;

  static byte[] prefix() {
    return KEY.clone();
  }

  static boolean isKey(byte[] key) {
    return Arrays.equals(key, KEY);
  }

  void replay(byte[] value) {
    if (value.length != Long.BYTES) {
      throw new CorruptStoreException(
          "the next producer id is stored in " + value.length + " bytes, not " + Long.BYTES);
    }
    endOfBlock = ByteBuffer.wrap(value).getLong();
  }

  /** Continues where the last block ended; once, after all was replayed at start. */
  void loaded() {
    next = endOfBlock;
  }

  /** An id never given before. It may be used once this event's effects are durable. */
  long next(Turn turn) {
    if (next == endOfBlock) {
      long end = endOfBlock + BLOCK;
      turn.effects().put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(end).array());
      endOfBlock = end;
    }
    return next++;
  }
}
