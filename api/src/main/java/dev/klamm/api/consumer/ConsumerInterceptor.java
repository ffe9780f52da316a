package dev.klamm.api.consumer;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Map;

/**
 * Sees the records that a poll gives and the offsets that are committed. Several run in the order
 * of {@code interceptor.classes}, on the thread that polls. What they throw is logged and otherwise
 * ignored.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public interface ConsumerInterceptor<K, V> extends AutoCloseable {
  /**
   * Takes the consumer's settings, once, before anything else, if the consumer created this from
   * its settings.
   */
  default void configure(Map<String, ?> configs) {}

  /**
   * Called before {@code poll} returns records.
   *
   * @return what the poll is to return: the records given, or others
   */
  ConsumerRecords<K, V> onConsume(ConsumerRecords<K, V> records);

  /** Called after offsets were committed. */
  default void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  /** Called once, when the consumer closes. */
  @Override
  default void close() {}
}
