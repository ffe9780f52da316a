package dev.klamm.api.producer;

import org.jspecify.annotations.Nullable;

/**
 * Every record goes where the producer fills a batch at the moment, whatever its key. What {@code
 * partitioner.ignore.keys=true} means.
 *
 * @since 0.1
 */
public final class StickyPartitioner implements Partitioner {
  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      PartitionView partitions) {
    return partitions.sticky();
  }
}
