package dev.klamm.core.txn;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.storage.CorruptStoreException;
import dev.klamm.core.coordinator.StateReader;
import dev.klamm.core.coordinator.StateWriter;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * All there is to know of a transactional id. Immutable. Its bytes, format 1:
 *
 * <pre>
 *   producer id int64, epoch int32, previous producer id int64, last epoch int32, time-out int32,
 *   state int32, version int32, start int64, update int64,
 *   count int32 of partitions: topic text, partition int32; count int32 of groups: text
 * </pre>
 *
 * @param producerId the one who may write
 * @param epoch with this epoch only; {@link #NO_EPOCH} before the first producer
 * @param previousProducerId the id before its epochs ran out, or {@link #NO_PRODUCER}
 * @param lastEpoch what the producer knew before its epoch was raised by its own wish, or {@link
 *     #NO_EPOCH}: a request that carries it is one sent again
 * @param timeoutMs how long a transaction may be open
 * @param version how the ongoing or last transaction is gone about
 * @param startMs when the ongoing or last transaction began, or -1
 * @param updateMs when something of this changed last
 */
record TransactionMetadata(
    long producerId,
    short epoch,
    long previousProducerId,
    short lastEpoch,
    int timeoutMs,
    TransactionState state,
    TransactionVersion version,
    long startMs,
    long updateMs,
    Set<TopicPartition> partitions,
    Set<String> groups) {

  static final long NO_PRODUCER = -1;
  static final short NO_EPOCH = -1;
  private static final int FORMAT = 1;

  /** The last epoch that a producer is given; the one after it serves to fence it. */
  static final short LAST_EPOCH = Short.MAX_VALUE - 1;

  TransactionMetadata {
    partitions = Collections.unmodifiableSet(partitions);
    groups = Collections.unmodifiableSet(groups);
  }

  static TransactionMetadata of(long producerId, int timeoutMs, long nowMs) {
    return new TransactionMetadata(
        producerId,
        NO_EPOCH,
        NO_PRODUCER,
        NO_EPOCH,
        timeoutMs,
        TransactionState.EMPTY,
        TransactionVersion.V2,
        -1,
        nowMs,
        Set.of(),
        Set.of());
  }

  boolean is(TransactionState asked) {
    return state == asked;
  }

  boolean isEpochExhausted() {
    return epoch >= LAST_EPOCH;
  }

  /** A producer begins anew. */
  TransactionMetadata begun(
      long newProducerId, short newEpoch, short newLastEpoch, int newTimeoutMs, long nowMs) {
    return new TransactionMetadata(
        newProducerId,
        newEpoch,
        newProducerId == producerId ? previousProducerId : producerId,
        newLastEpoch,
        newTimeoutMs,
        TransactionState.EMPTY,
        version,
        -1,
        nowMs,
        Set.of(),
        Set.of());
  }

  /** A transaction reaches into more partitions and groups, or begins by that. */
  TransactionMetadata joined(
      Set<TopicPartition> morePartitions,
      Set<String> moreGroups,
      TransactionVersion by,
      long nowMs) {
    return new TransactionMetadata(
        producerId,
        epoch,
        previousProducerId,
        lastEpoch,
        timeoutMs,
        TransactionState.ONGOING,
        by,
        is(TransactionState.ONGOING) ? startMs : nowMs,
        nowMs,
        union(partitions, morePartitions),
        union(groups, moreGroups));
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** The same without some partitions, which are gone. */
  TransactionMetadata without(String topic) {
    Set<TopicPartition> left = new LinkedHashSet<>(partitions);
    left.removeIf(partition -> partition.topic().equals(topic));
    return new TransactionMetadata(
        producerId,
        epoch,
        previousProducerId,
        lastEpoch,
        timeoutMs,
        state,
        version,
        startMs,
        updateMs,
        left,
        groups);
  }

  /** The transaction is over, and the producer goes on as it says here. */
  TransactionMetadata ended(
      boolean committed, long newProducerId, short newEpoch, short newLastEpoch, long nowMs) {
    return new TransactionMetadata(
        newProducerId,
        newEpoch,
        newProducerId == producerId ? previousProducerId : producerId,
        newLastEpoch,
        timeoutMs,
        TransactionState.complete(committed),
        version,
        is(TransactionState.ONGOING) ? startMs : nowMs,
        nowMs,
        Set.of(),
        Set.of());
  }

  byte[] toBytes() {
    StateWriter out =
        new StateWriter(FORMAT)
            .int64(producerId)
            .int32(epoch)
            .int64(previousProducerId)
            .int32(lastEpoch)
            .int32(timeoutMs)
            .int32(state.ordinal())
            .int32(version.ordinal())
            .int64(startMs)
            .int64(updateMs)
            .int32(partitions.size());
    for (TopicPartition partition : partitions) {
      out.text(partition.topic()).int32(partition.partition());
    }
    out.int32(groups.size());
    groups.forEach(out::text);
    return out.toBytes();
  }

  static TransactionMetadata fromBytes(String transactionalId, byte[] value) {
    String what = "the state of transactional id '" + transactionalId + "'";
    StateReader in = new StateReader(what, value, FORMAT);
    TransactionMetadata read =
        new TransactionMetadata(
            in.int64(),
            (short) in.int32(),
            in.int64(),
            (short) in.int32(),
            in.int32(),
            state(what, in.int32()),
            in.int32() == TransactionVersion.V1.ordinal()
                ? TransactionVersion.V1
                : TransactionVersion.V2,
            in.int64(),
            in.int64(),
            partitions(in),
            groups(in));
    in.end();
    return read;
  }

  private static TransactionState state(String what, int number) {
    TransactionState state = TransactionState.ofNumber(number);
    if (state == null) {
      throw new CorruptStoreException(what + " is damaged: there is no state " + number);
    }
    return state;
  }

  private static Set<TopicPartition> partitions(StateReader in) {
    Set<TopicPartition> partitions = new LinkedHashSet<>();
    for (int left = in.count(); left > 0; left--) {
      partitions.add(new TopicPartition(in.text(), in.int32()));
    }
    return partitions;
  }

  private static Set<String> groups(StateReader in) {
    Set<String> groups = new LinkedHashSet<>();
    for (int left = in.count(); left > 0; left--) {
      groups.add(in.text());
    }
    return groups;
  }
}
