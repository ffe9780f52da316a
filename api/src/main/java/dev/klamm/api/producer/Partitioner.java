package dev.klamm.api.producer;

import java.io.Closeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the partition of a record that names none.
 *
 * <p>Called on the threads of those who send, so it must be quick, must not wait, and must be safe
 * for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Partitioner extends Closeable {
  /**
   * Takes the producer's settings, once, before anything else, if the producer created this from
   * its settings.
   */
  default void configure(Map<String, ?> configs) {}

  /**
   * Chooses a partition.
   *
   * @param key the record's key before it was serialized, or null
   * @param keyBytes the key's bytes, or null; not to be changed
   * @param value the record's value before it was serialized, or null
   * @param valueBytes the value's bytes, or null; not to be changed
   * @param partitions what is known of the topic's partitions; only good during the call
   * @return from 0 to {@code partitions.count() - 1}. With any other number, or if this throws, the
   *     record fails and {@code send} throws.
   */
  int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      PartitionView partitions);

  /** Called once, when the producer closes. */
  @Override
  default void close() {}
}
