package dev.klamm.core.broker.cluster;

import dev.klamm.api.storage.KeyValues;
import dev.klamm.core.engine.Tick;
import java.nio.ByteBuffer;

/**
 * Hands out producer ids, each once in the life of the store. Ids are taken from the store in
 * blocks, so that most cost no write; what is left of a block is lost with the broker. On the
 * engine only.
 */
public final class ProducerIds {

  private static final long BLOCK = 1000;

  private long next;
  private long endOfBlock;

  /** Continues where the store's last block ended. */
  public ProducerIds(KeyValues keys) {
    byte[] saved = keys.get(BrokerKeys.PRODUCER_ID);
    next = saved == null ? 0 : ByteBuffer.wrap(saved).getLong();
    endOfBlock = next;
  }

  /** An id never given before. It may be used once the tick's commit is durable. */
  public long next(Tick tick) {
    if (next == endOfBlock) {
      endOfBlock += BLOCK;
      tick.batch()
          .put(BrokerKeys.PRODUCER_ID, ByteBuffer.allocate(Long.BYTES).putLong(endOfBlock).array());
    }
    return next++;
  }
}
