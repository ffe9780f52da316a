package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes back into a key or value.
 *
 * <p>The client calls {@link #configure} once if it created the deserializer itself from its
 * settings, then {@code deserialize} from the threads that poll, then {@link #close} once.
 *
 * @param <T> what the bytes become
 * @since 0.1
 */
@FunctionalInterface
public interface Deserializer<T> extends Closeable {
  /**
   * Takes the client's settings. Not called on a deserializer that was handed to the client as an
   * object.
   *
   * @param configs all settings of the client, as its user gave them
   * @param isKey whether keys or values are to be deserialized
   */
  default void configure(Map<String, ?> configs, boolean isKey) {}

  /**
   * The object of these bytes; null bytes stand for "none" and mostly become null.
   *
   * @throws dev.klamm.api.error.SerializationException if these are not bytes of such an object.
   *     The consumer reports it with the record's place as a {@link
   *     dev.klamm.api.error.RecordDeserializationException}.
   */
  @Nullable T deserialize(String topic, byte @Nullable [] data);

  /** The same with the record's headers. The default ignores them. */
  default @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
    return deserialize(topic, data);
  }

  /**
   * The same from a buffer, from its position to its limit. The buffer is only good during the
   * call, and its bytes must not be changed. The default copies them; override it to save the copy.
   */
  default @Nullable T deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return deserialize(topic, headers, (byte[]) null);
    }
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return deserialize(topic, headers, bytes);
  }

  /** Frees what this holds. May be called more than once. */
  @Override
  default void close() {}
}
