package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaException;
import org.jspecify.annotations.Nullable;

/** Where an {@link Operation} puts what an answer says of its keys. On the loop only. */
interface Outcomes<K, V extends @Nullable Object> {

  void done(K key, @Nullable V value);

  /** The key failed; it is asked about again if the operation says that such an error may pass. */
  void failed(K key, KafkaException error);

  /** Takes a code off the wire: says whether it stands for no error, and fails the key if not. */
  boolean isGood(K key, short errorCode, @Nullable String message);
}
