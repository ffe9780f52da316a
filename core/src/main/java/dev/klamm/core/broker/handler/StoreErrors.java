package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.StaleEpochException;
import dev.klamm.api.storage.StorageException;
import dev.klamm.core.engine.EngineStoppedException;

/**
 * What a client is told when the engine or the store could not do something: the one table from
 * their exceptions to Kafka's errors.
 */
public final class StoreErrors {

  private StoreErrors() {}

  public static KafkaError of(RuntimeException cause) {
    // A client that is told so asks again, and so finds the broker once it is back.
    if (cause instanceof EngineStoppedException || cause instanceof StaleEpochException) {
      return KafkaError.NOT_LEADER_OR_FOLLOWER;
    }
    return cause instanceof StorageException
        ? KafkaError.KAFKA_STORAGE_ERROR
        : KafkaError.UNKNOWN_SERVER_ERROR;
  }
}
