package dev.klamm.api.serde;

import java.io.Closeable;
import java.util.Map;

/**
 * A serializer and the deserializer that reads what it writes.
 *
 * @param <T> what is turned into bytes and back
 * @since 0.1
 */
public interface Serde<T> extends Closeable {
  /** Hands the settings to both halves. */
  default void configure(Map<String, ?> configs, boolean isKey) {
    serializer().configure(configs, isKey);
    deserializer().configure(configs, isKey);
  }

  Serializer<T> serializer();

  Deserializer<T> deserializer();

  /** Closes both halves. */
  @Override
  default void close() {
    try {
      serializer().close();
    } finally {
      deserializer().close();
    }
  }
}
