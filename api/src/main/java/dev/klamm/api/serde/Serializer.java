package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.io.Closeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a key or value into bytes.
 *
 * <p>The client calls {@link #configure} once if it created the serializer itself from its
 * settings, then {@code serialize} from whatever threads call {@code send}, then {@link #close}
 * once. {@code serialize} should not block: it runs inside {@code send}. It must not keep the array
 * that it returns, nor change it later.
 *
 * @param <T> what is turned into bytes
 * @since 0.1
 */
@FunctionalInterface
public interface Serializer<T> extends Closeable {
  /**
   * Takes the client's settings. Not called on a serializer that was handed to the client as an
   * object.
   *
   * @param configs all settings of the client, as its user gave them
   * @param isKey whether keys or values are to be serialized
   */
  default void configure(Map<String, ?> configs, boolean isKey) {}

  /**
   * The bytes of one key or value. Null stands for "none": a record without key, or a tombstone.
   *
   * @throws dev.klamm.api.error.SerializationException if the data has no bytes; the record is not
   *     sent
   */
  byte @Nullable [] serialize(String topic, @Nullable T data);

  /** The same with the record's headers, to which this may add. The default ignores them. */
  default byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
    return serialize(topic, data);
  }

  /** Frees what this holds. May be called more than once. */
  @Override
  default void close() {}
}
