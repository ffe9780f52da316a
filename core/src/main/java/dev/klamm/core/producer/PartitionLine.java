package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition that were taken for sending and have no outcome yet, in their order,
 * and their sequence numbers (KIP-98).
 *
 * <p>The order is kept by two rules. While a batch waits to be sent again, nothing new is taken;
 * and it is sent again only when it is first in line, so that what comes before it is settled.
 *
 * <p>Numbers follow on one another. When one can never arrive, because its batch was given up or
 * the broker lost count, the ones behind it cannot either: then the line <i>restarts</i>. It takes
 * a new epoch and numbers the batches in it from 0, but only when nothing is on the wire and the
 * first in line is known not to be stored, for it would be stored twice. If that is not known, it
 * is sent once more with its old number: the broker either knows it, or refuses it for the gap.
 * Those behind it cannot be stored if it is not.
 *
 * <p>On the loop only.
 */
final class PartitionLine {
  final TopicPartition partition;
  private final List<ProducerBatch> batches = new ArrayList<>(5);

  int leader = -1;
  boolean restart;
  private long producerId = -1;
  private short epoch = -1;
  private int nextSequence;

  PartitionLine(TopicPartition partition) {
    this.partition = partition;
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  int size() {
    return batches.size();
  }

  @Nullable ProducerBatch first() {
    return batches.isEmpty() ? null : batches.get(0);
  }

  boolean isFirst(ProducerBatch batch) {
    return first() == batch;
  }

  List<ProducerBatch> all() {
    return List.copyOf(batches);
  }

  /** Whether one waits to be sent again. */
  boolean hasRetry() {
    for (int i = 0; i < batches.size(); i++) {
      if (!batches.get(i).onWire) {
        return true;
      }
    }
    return false;
  }

  /** The batch to be sent again next; null if there is none, or others must be settled first. */
  @Nullable ProducerBatch retry() {
    ProducerBatch first = first();
    return first == null || first.onWire || (restart && isOnWire()) ? null : first;
  }

  boolean isOnWire() {
    for (int i = 0; i < batches.size(); i++) {
      if (batches.get(i).onWire) {
        return true;
      }
    }
    return false;
  }

  void add(ProducerBatch batch) {
    batches.add(batch);
  }

  /** Ends a batch's stay. One with a number that did not arrive leaves a gap behind. */
  void remove(ProducerBatch batch, Arrival arrival) {
    batches.remove(batch);
    if (batch.hasSequence() && arrival == Arrival.NO) {
      restart = true;
    }
  }

  /** Whether the broker counted a batch's sequence number. */
  enum Arrival {
    YES,
    NO
  }

  /** Puts the parts of a batch where it was. */
  void replace(ProducerBatch batch, List<ProducerBatch> parts, Renumbering renumbering) {
    int at = batches.indexOf(batch);
    batches.remove(at);
    batches.addAll(at, parts);
    if (!batch.hasSequence()) {
      return;
    }
    if (renumbering == Renumbering.NEW_EPOCH) {
      restart = true;
      return;
    }
    int sequence = batch.baseSequence();
    for (ProducerBatch part : parts) {
      part.sequence(producerId, epoch, sequence);
      sequence = after(sequence, part.count());
    }
  }

  /** What becomes of the numbers of a batch that is split. */
  enum Renumbering {
    NEW_EPOCH,
    /** The parts share them, since the coordinator alone gives epochs. */
    SHARED
  }

  /** Whether a new epoch is needed now. */
  boolean needsNewEpoch(TransactionManager transactions) {
    return canRestart() && isCurrent(transactions);
  }

  private boolean canRestart() {
    return restart && !isOnWire() && !isFirstUncertain();
  }

  /** Whether what may be sent now is the first in line, with its old number. */
  boolean mustProbe() {
    return restart && isFirstUncertain();
  }

  private boolean isFirstUncertain() {
    ProducerBatch first = first();
    return first != null && first.uncertain;
  }

  /** The broker refused the first in line for a gap before it, so none of these is stored. */
  void restartAsNothingIsStored() {
    restart = true;
    for (ProducerBatch batch : batches) {
      batch.uncertain = false;
    }
  }

  private boolean isCurrent(TransactionManager transactions) {
    return producerId == transactions.producerId() && epoch == transactions.epoch();
  }

  /** Goes over to the producer's present epoch when nothing of the old one is left. */
  void adopt(TransactionManager transactions) {
    boolean due = restart ? canRestart() : batches.isEmpty();
    if (!due || isCurrent(transactions)) {
      return;
    }
    producerId = transactions.producerId();
    epoch = transactions.epoch();
    nextSequence = 0;
    restart = false;
    for (ProducerBatch batch : batches) {
      number(batch);
    }
  }

  /** Gives a batch the next numbers. */
  void number(ProducerBatch batch) {
    batch.sequence(producerId, epoch, nextSequence);
    nextSequence = after(nextSequence, batch.count());
  }

  /** Sequence numbers begin again at 0 after the largest int. */
  static int after(int sequence, int count) {
    int room = Integer.MAX_VALUE - sequence;
    return count <= room ? sequence + count : count - room - 1;
  }
}
