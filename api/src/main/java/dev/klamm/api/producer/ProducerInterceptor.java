package dev.klamm.api.producer;

import dev.klamm.api.record.Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees every record before it is sent and every outcome. Several run in the order of {@code
 * interceptor.classes}.
 *
 * <p>{@link #onSend} runs on the threads of those who send, {@link #onAcknowledgement} mostly on
 * the producer's thread, so both must be quick and safe for use by several threads. What they throw
 * is logged and otherwise ignored.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public interface ProducerInterceptor<K, V> extends AutoCloseable {
  /**
   * Takes the producer's settings, once, before anything else, if the producer created this from
   * its settings.
   */
  default void configure(Map<String, ?> configs) {}

  /**
   * Called before key and value are serialized.
   *
   * @return the record to send: the one given or another
   */
  ProducerRecord<K, V> onSend(ProducerRecord<K, V> record);

  /**
   * Called before the record's callback.
   *
   * @param metadata where the record is; with -1 for what is not known if it failed
   * @param exception why it failed, or null
   */
  default void onAcknowledgement(RecordMetadata metadata, @Nullable Exception exception) {}

  /** The same with the record's headers, read-only (KIP-512). The default leaves them out. */
  default void onAcknowledgement(
      RecordMetadata metadata, @Nullable Exception exception, Headers headers) {
    onAcknowledgement(metadata, exception);
  }

  /** Called once, when the producer closes. */
  @Override
  default void close() {}
}
