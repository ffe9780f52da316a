package dev.klamm.api.producer;

import org.jspecify.annotations.Nullable;

/**
 * Equal keys meet in one partition, chosen by the FNV-1a hash of 32 bits; records without a key go
 * where the producer fills a batch at the moment.
 *
 * <p>For topics that are also written by Go programs: the hash is taken as a signed number, and the
 * absolute value of its remainder is the partition, as Sarama's hash partitioner has it.
 *
 * @since 0.1
 */
public final class Fnv1aPartitioner implements Partitioner {
  private static final int OFFSET_BASIS = 0x811c9dc5;
  private static final int PRIME = 0x01000193;

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      PartitionView partitions) {
    return keyBytes == null ? partitions.sticky() : Math.abs(hash(keyBytes) % partitions.count());
  }

  static int hash(byte[] data) {
    int hash = OFFSET_BASIS;
    for (byte b : data) {
      hash = (hash ^ b & 0xff) * PRIME;
    }
    return hash;
  }
}
