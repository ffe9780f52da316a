package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.Destination;
import java.util.List;

/** Finds the brokers that serve keys. On the loop only. */
interface Route<K> {

  /** Hears where the keys are served. Every key is told once, by one of the two. */
  interface Found<K> {
    void at(Destination broker, List<K> keys);

    void failed(List<K> keys, KafkaException error);
  }

  /**
   * @param timeoutMs within which to have an outcome
   */
  void find(List<K> keys, int timeoutMs, Found<K> found);

  /** Says that a key failed at the broker that was found, so that perhaps it was the wrong one. */
  default void onFailure(K key, KafkaException error) {}
}
