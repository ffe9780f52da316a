package dev.klamm.core.log;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The idempotent producers of one partition. State changes only by {@link #record}, for a batch
 * just appended as for one found at recovery, so both are one path. On the engine only.
 */
final class ProducerStates {

  /** A batch is new and in sequence. */
  static final long IN_SEQUENCE = -1;

  private static final byte SNAPSHOT_VERSION = 2;
  private static final byte SNAPSHOT_WITHOUT_TRANSACTIONS = 1;

  private final Map<Long, ProducerState> producers = new LinkedHashMap<>();

  /**
   * Whether an unknown producer may be one that was known once. Only then may it begin in the
   * middle: where nobody was forgotten, a later batch that overtook the first one is put off, as
   * accepting it would reverse the two.
   */
  private boolean forgotSome;

  int size() {
    return producers.size();
  }

  /** Gives each producer's id and state, in the order they first wrote. */
  void forEach(BiConsumer<Long, ProducerState> each) {
    producers.forEach(each);
  }

  /**
   * Whether a batch that claims a producer may be appended: null, or why not. Ask {@link
   * #offsetOfDuplicate} first.
   */
  @Nullable AppendResult refusal(ByteBuffer batch, int at) {
    long producerId = BatchFormat.producerId(batch, at);
    ProducerState known = producers.get(producerId);
    short epoch = BatchFormat.producerEpoch(batch, at);
    int sequence = BatchFormat.baseSequence(batch, at);
    if (known == null) {
      return forgotSome || sequence == 0 ? null : outOfOrder(producerId, sequence, 0);
    }
    if (epoch < known.epoch()) {
      return overtaken(producerId, epoch, known);
    }
    boolean fresh = epoch > known.epoch() || known.isEmpty();
    int expected = fresh ? 0 : nextSequence(known.lastSequence());
    if (sequence != expected) {
      return outOfOrder(producerId, sequence, expected);
    }
    boolean isStray =
        known.transactionStart() != ProducerState.NO_TRANSACTION
            && !BatchFormat.isTransactional(batch, at);
    return isStray ? stray(producerId) : null;
  }

  private static AppendResult stray(long producerId) {
    return AppendResult.refused(
        KafkaError.INVALID_TXN_STATE,
        "producer " + producerId + " is in a transaction and sent a batch that is not part of it");
  }

  /** Whether a marker may be written: null, or why not. */
  @Nullable AppendResult refusal(TransactionEnd end) {
    ProducerState known = producers.get(end.producerId());
    if (known == null) {
      return null;
    }
    boolean isLate =
        end.raisesEpoch()
            && end.epoch() == known.epoch()
            && known.transactionStart() != ProducerState.NO_TRANSACTION;
    if (isLate || end.epoch() < known.epoch()) {
      return overtaken(end.producerId(), end.epoch(), known);
    }
    return end.coordinatorEpoch() >= known.coordinatorEpoch()
        ? null
        : AppendResult.refused(
            KafkaError.TRANSACTION_COORDINATOR_FENCED,
            "a coordinator of epoch "
                + end.coordinatorEpoch()
                + " would end a transaction of producer "
                + end.producerId()
                + ", and epoch "
                + known.coordinatorEpoch()
                + " took over");
  }

  private static AppendResult overtaken(long producerId, short epoch, ProducerState known) {
    return AppendResult.refused(
        KafkaError.INVALID_PRODUCER_EPOCH,
        "producer "
            + producerId
            + " wrote with epoch "
            + epoch
            + ", and epoch "
            + known.epoch()
            + " took over");
  }

  private static AppendResult outOfOrder(long producerId, int sequence, int expected) {
    return AppendResult.refused(
        KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER,
        "producer "
            + producerId
            + " sent sequence "
            + sequence
            + " where "
            + expected
            + " comes next");
  }

  /** The base offset of the same batch sent before, or {@link #IN_SEQUENCE}. */
  long offsetOfDuplicate(ByteBuffer batch, int at) {
    ProducerState known = producers.get(BatchFormat.producerId(batch, at));
    if (known == null || known.epoch() != BatchFormat.producerEpoch(batch, at)) {
      return IN_SEQUENCE;
    }
    int first = BatchFormat.baseSequence(batch, at);
    return known.offsetOfDuplicate(
        first, lastSequence(first, BatchFormat.lastOffsetDelta(batch, at)));
  }

  /** The first offset of a producer's open transaction, or {@link ProducerState#NO_TRANSACTION}. */
  long transactionStart(long producerId) {
    ProducerState known = producers.get(producerId);
    return known == null ? ProducerState.NO_TRANSACTION : known.transactionStart();
  }

  /** Whether a producer has a transaction open, with this epoch. */
  boolean isInTransaction(long producerId, short epoch) {
    ProducerState known = producers.get(producerId);
    return known != null
        && known.transactionStart() != ProducerState.NO_TRANSACTION
        && known.epoch() == epoch;
  }

  /** Takes note of a batch that is in the log. */
  void record(ByteBuffer batch, int at) {
    long producerId = BatchFormat.producerId(batch, at);
    if (producerId == BatchFormat.NO_PRODUCER_ID) {
      return;
    }
    short epoch = BatchFormat.producerEpoch(batch, at);
    ProducerState state = producers.computeIfAbsent(producerId, id -> new ProducerState(epoch));
    long timestamp = BatchFormat.maxTimestamp(batch, at);
    if (BatchFormat.isControl(batch, at)) {
      state.endTransaction(epoch, timestamp);
      return;
    }
    int first = BatchFormat.baseSequence(batch, at);
    int last = lastSequence(first, BatchFormat.lastOffsetDelta(batch, at));
    long offset = BatchFormat.baseOffset(batch, at);
    state.add(epoch, first, last, offset, timestamp);
    if (BatchFormat.isTransactional(batch, at)) {
      state.inTransaction(offset);
    }
  }

  /** A coordinator ended a producer's transaction: older ones may not any more. */
  void recordCoordinator(long producerId, int coordinatorEpoch) {
    ProducerState known = producers.get(producerId);
    if (known != null) {
      known.coordinatorEpoch(coordinatorEpoch);
    }
  }

  /**
   * Forgets producers that last wrote before a moment and have no transaction open. Returns whether
   * there were any.
   */
  boolean expire(long before) {
    boolean any = false;
    for (Iterator<ProducerState> all = producers.values().iterator(); all.hasNext(); ) {
      ProducerState state = all.next();
      if (state.lastTimestamp() < before
          && state.transactionStart() == ProducerState.NO_TRANSACTION) {
        all.remove();
        any = true;
        forgotSome = true;
      }
    }
    return any;
  }

  /**
   * Version i8, end offset i64, forgot some i8, count i32, then per producer its id i64 and {@link
   * ProducerState#writeTo}.
   */
  byte[] snapshot(long endOffset) {
    int size = 1 + 8 + 1 + 4;
    for (ProducerState state : producers.values()) {
      size += 8 + state.snapshotSize();
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(SNAPSHOT_VERSION).putLong(endOffset);
    out.put((byte) (forgotSome ? 1 : 0)).putInt(producers.size());
    producers.forEach(
        (id, state) -> {
          out.putLong(id);
          state.writeTo(out);
        });
    return out.array();
  }

  /** Restores a snapshot and returns the end offset it was taken at. */
  long restore(byte[] snapshot) {
    ByteBuffer in = ByteBuffer.wrap(snapshot);
    byte version = in.get();
    if (version != SNAPSHOT_VERSION && version != SNAPSHOT_WITHOUT_TRANSACTIONS) {
      throw new IllegalStateException(
          "producer snapshot of version "
              + version
              + ", this broker reads up to "
              + SNAPSHOT_VERSION);
    }
    long endOffset = in.getLong();
    forgotSome = in.get() != 0;
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      long id = in.getLong();
      producers.put(id, ProducerState.readFrom(in, version == SNAPSHOT_VERSION));
    }
    return endOffset;
  }

  /** Sequences wrap from the largest int to 0. */
  static int lastSequence(int first, int lastOffsetDelta) {
    return first > Integer.MAX_VALUE - lastOffsetDelta
        ? lastOffsetDelta - (Integer.MAX_VALUE - first) - 1
        : first + lastOffsetDelta;
  }

  private static int nextSequence(int last) {
    return last == Integer.MAX_VALUE ? 0 : last + 1;
  }
}
