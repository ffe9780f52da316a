package dev.klamm.api.producer;

import org.jspecify.annotations.Nullable;

/**
 * Equal keys meet in one partition; records without a key go where the producer fills a batch at
 * the moment.
 *
 * <p>The partition of a key is that of Kafka's Java clients: its bytes' {@linkplain Murmur2 murmur2
 * hash} modulo the count of partitions. It changes when partitions are added.
 *
 * @since 0.1
 */
public final class DefaultPartitioner implements Partitioner {
  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      PartitionView partitions) {
    return keyBytes == null
        ? partitions.sticky()
        : Murmur2.toPartition(Murmur2.hash(keyBytes), partitions.count());
  }
}
