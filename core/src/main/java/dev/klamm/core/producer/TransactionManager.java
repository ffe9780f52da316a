package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.ErrorCategory;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.producer.TransactionErrors.Verdict;
import dev.klamm.core.producer.TransactionGate.Phase;
import dev.klamm.core.producer.TransactionRequest.AddOffsets;
import dev.klamm.core.producer.TransactionRequest.AddPartitions;
import dev.klamm.core.producer.TransactionRequest.CommitOffsets;
import dev.klamm.core.producer.TransactionRequest.EndTransaction;
import dev.klamm.core.producer.TransactionRequest.InitProducerId;
import dev.klamm.core.runtime.Ordered;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who this producer is, and how its transaction stands (KIP-98, KIP-360, KIP-447, KIP-890). A state
 * machine without I/O: it hears what happened and says by {@link #next} what is to be asked of a
 * coordinator; {@link TransactionSender} asks.
 *
 * <p>Without idempotence it stays NOT_NEEDED. An idempotent producer only needs an id, and may
 * raise its epoch by itself, since nobody else has its id:
 *
 * <pre>
 *   NONE --prepare--> INITIALIZING --id--> READY --newEpoch--> READY, or NONE when epochs are used up
 *                          +--refused--> FAILED
 * </pre>
 *
 * With a transactional id, the coordinator gives each epoch:
 *
 * <pre>
 *   state            what it hears         next state        what it asks
 *   NONE             init                  INITIALIZING      InitProducerId
 *   INITIALIZING     id                    READY
 *                    refused               NONE              (init may be called again)
 *   READY            begin                 IN_TRANSACTION    (InitProducerId if the protocol changed)
 *   IN_TRANSACTION   a partition, offsets  IN_TRANSACTION    AddPartitions, AddOffsets; CommitOffsets
 *                    commit                COMMITTING        the same, while records are left
 *                    abort                 ABORTING
 *                    something failed      ABORTABLE_ERROR
 *   COMMITTING       nothing is left       COMMITTING        EndTransaction(committed)
 *                    ended                 READY
 *                    something failed      ABORTABLE_ERROR
 *   ABORTABLE_ERROR  abort                 ABORTING
 *   ABORTING         nothing is on the wire ABORTING         EndTransaction(aborted), then InitProducerId
 *                                                            if something failed and the end brings no epoch
 *                    ended                 READY
 *   any              a fatal error         FAILED            (for good)
 * </pre>
 *
 * A transaction that wrote nothing ends without a request. Whether the application may make a call
 * is the {@link TransactionGate}'s to say; here, calls come in an order that it allows. Sequence
 * numbers begin at 0 with each epoch, in each {@link PartitionLine} when it is ready for that.
 *
 * <p>On the loop only.
 */
final class TransactionManager {
  private static final short NO_EPOCH = -1;

  /** How far it is. */
  enum State {
    NOT_NEEDED,
    NONE,
    INITIALIZING,
    READY,
    IN_TRANSACTION,
    COMMITTING,
    ABORTABLE_ERROR,
    ABORTING,
    FAILED
  }

  /** Offsets that are on their way into the transaction. */
  private record Offsets(
      ConsumerGroupMetadata group,
      Map<TopicPartition, OffsetAndMetadata> left,
      CompletableFuture<Void> outcome) {}

  private final @Nullable TransactionGate gate;
  private final Runnable onChange;
  private State state;
  private TransactionProtocol protocol = TransactionProtocol.ADDED_FIRST;
  private long producerId = BatchFormat.NO_PRODUCER_ID;
  private short epoch = NO_EPOCH;
  private @Nullable KafkaException failure;

  private final Set<TopicPartition> added = new HashSet<>();
  private final Set<TopicPartition> toAdd = new LinkedHashSet<>();
  private final Set<String> groups = new HashSet<>();
  private final ArrayDeque<Offsets> offsets = new ArrayDeque<>();

  /** Whether brokers may know of the transaction. */
  private boolean touched;

  /** Whether they may as well not: what would have told them was not answered. */
  private boolean unsure;

  /** Whether numbers were given that may never arrive, so that the next epoch is needed. */
  private boolean gap;

  /** Whether the coordinator has another id for us, so that it takes no end of the transaction. */
  private boolean idLost;

  /** Whether an id for another protocol is needed before anything else. */
  private boolean changesProtocol;

  /** Whether all records have their outcome. */
  private boolean drained;

  /** Whether a request has no answer yet: it may still change how the transaction stands. */
  private boolean asking;

  /** Who waits for the call that is under way: init, commit or abort. */
  private @Nullable CompletableFuture<Void> outcome;

  /**
   * @param gate what the application sees, or null without transactions
   * @param onChange called when there may be something to send, or to give up
   */
  TransactionManager(boolean idempotent, @Nullable TransactionGate gate, Runnable onChange) {
    this.gate = gate;
    this.onChange = onChange;
    this.state = idempotent ? State.NONE : State.NOT_NEEDED;
  }

  State state() {
    return state;
  }

  boolean isIdempotent() {
    return state != State.NOT_NEEDED;
  }

  boolean isTransactional() {
    return gate != null;
  }

  /** Whether batches can be numbered and sent. */
  boolean isReady() {
    if (gate == null) {
      return state == State.READY || state == State.NOT_NEEDED;
    }
    return (state == State.IN_TRANSACTION || state == State.COMMITTING) && !changesProtocol;
  }

  /** Whether a batch that failed is worth another try. */
  boolean allowsRetry() {
    return state != State.ABORTING && state != State.ABORTABLE_ERROR;
  }

  /** Why nothing can ever be sent, or null. */
  @Nullable KafkaException failure() {
    return state == State.FAILED ? failure : null;
  }

  /** Why what is not sent yet must be given up, or null. */
  @Nullable KafkaException unsent() {
    return state == State.ABORTABLE_ERROR && failure != null
        ? TransactionErrors.unsent(failure)
        : null;
  }

  long producerId() {
    return producerId;
  }

  short epoch() {
    return epoch;
  }

  TransactionProtocol protocol() {
    return protocol;
  }

  /** Asks for an id, unless there is one or it was asked already. Without transactions only. */
  void prepare() {
    if (state == State.NONE && gate == null) {
      state = State.INITIALIZING;
    }
  }

  /** Goes to the next epoch, or to a new id when there is none left. Without transactions only. */
  void newEpoch() {
    if (epoch == Short.MAX_VALUE) {
      state = State.NONE;
      producerId = BatchFormat.NO_PRODUCER_ID;
      epoch = NO_EPOCH;
      prepare();
    } else {
      epoch++;
    }
  }

  // The application's calls

  void init(CompletableFuture<Void> done) {
    state = State.INITIALIZING;
    outcome = done;
    onChange.run();
  }

  /**
   * @param now what the cluster is known to understand
   */
  void begin(TransactionProtocol now) {
    if (state != State.READY) {
      return;
    }
    state = State.IN_TRANSACTION;
    changesProtocol = now != protocol;
    onChange.run();
  }

  void sendOffsets(
      Map<TopicPartition, OffsetAndMetadata> given,
      ConsumerGroupMetadata group,
      CompletableFuture<Void> done) {
    if (failure != null) {
      done.completeExceptionally(TransactionErrors.again(failure));
    } else if (given.isEmpty()) {
      done.complete(null);
    } else {
      offsets.add(new Offsets(group, new LinkedHashMap<>(given), done));
      onChange.run();
    }
  }

  /** What was sent must have its outcome before; {@link #onDrained} tells. */
  void commit(CompletableFuture<Void> done) {
    if (failure != null) {
      done.completeExceptionally(TransactionErrors.again(failure));
    } else {
      end(State.COMMITTING, done);
    }
  }

  /** What was not sent is to be given up; {@link #onDrained} tells when nothing is under way. */
  void abort(CompletableFuture<Void> done) {
    if (state == State.FAILED && failure != null) {
      done.completeExceptionally(TransactionErrors.again(failure));
      return;
    }
    end(State.ABORTING, done);
    failOffsets(TransactionErrors.aborted());
    toAdd.clear();
  }

  private void end(State ending, CompletableFuture<Void> done) {
    state = ending;
    failure = null;
    drained = false;
    outcome = done;
    tellGate(Phase.ENDING, null);
    onChange.run();
  }

  /** Who waits for what is under way, or null. */
  @Nullable CompletableFuture<Void> outcome() {
    return outcome;
  }

  // What the sender of records tells

  /** Whether a partition may be written to now. If it may not, it is going to be added. */
  boolean admits(TopicPartition partition) {
    if (gate == null || protocol.addsByWriting() || added.contains(partition)) {
      return true;
    }
    toAdd.add(partition);
    return false;
  }

  /** A batch goes out. */
  void onSent() {
    touched = true;
  }

  /** All records have their outcome, since the commit or abort that is under way. */
  void onDrained() {
    drained = true;
    settle();
  }

  /** Ends a transaction that brokers do not know of. */
  private void settle() {
    boolean ending = state == State.COMMITTING || state == State.ABORTING;
    if (ending && drained && !asking && !touched && !gap && offsets.isEmpty()) {
      ended();
    }
  }

  /** A record failed before it was in a batch. */
  void onRecordFailed(KafkaException error) {
    if (gate != null && (state == State.IN_TRANSACTION || state == State.COMMITTING)) {
      breakOff(TransactionErrors.ofRecord(error), error);
    }
  }

  /** A batch was given up; it may have had a number. */
  void onBatchFailed(KafkaException error) {
    if (gate == null) {
      return;
    }
    gap |= touched;
    idLost |= error.error() == KafkaError.INVALID_PRODUCER_ID_MAPPING;
    onRecordFailed(error);
  }

  // What coordinators answer

  /** What is to be asked now, or null; what is returned may reach the coordinator from then on. */
  @Nullable TransactionRequest next() {
    TransactionRequest next = asking ? null : wanted();
    asking |= next != null;
    return next;
  }

  private @Nullable TransactionRequest wanted() {
    return switch (state) {
      case INITIALIZING -> new InitProducerId(producerId, epoch);
      case IN_TRANSACTION -> nextAddition();
      case COMMITTING -> {
        TransactionRequest addition = nextAddition();
        yield addition != null || !drained ? addition : new EndTransaction(true);
      }
      case ABORTING -> drained ? nextOfAbort() : null;
      case NOT_NEEDED, NONE, READY, ABORTABLE_ERROR, FAILED -> null;
    };
  }

  private @Nullable TransactionRequest nextAddition() {
    if (changesProtocol) {
      return new InitProducerId(producerId, epoch);
    }
    if (!toAdd.isEmpty()) {
      return new AddPartitions(Ordered.set(toAdd));
    }
    Offsets first = offsets.peek();
    if (first == null) {
      return null;
    }
    String group = first.group().groupId();
    if (!protocol.addsByWriting() && !groups.contains(group)) {
      return new AddOffsets(group);
    }
    touched = true;
    return new CommitOffsets(first.group(), Ordered.map(first.left()));
  }

  private TransactionRequest nextOfAbort() {
    return touched && !idLost ? new EndTransaction(false) : new InitProducerId(producerId, epoch);
  }

  void onId(long id, short newEpoch, TransactionProtocol understood) {
    asking = false;
    producerId = id;
    epoch = newEpoch;
    protocol = understood;
    changesProtocol = false;
    if (state == State.INITIALIZING) {
      state = State.READY;
      tellGate(Phase.READY, null);
      complete();
    } else if (state == State.ABORTING) {
      ended();
    }
    onChange.run();
  }

  void onPartitionsAdded(Collection<TopicPartition> partitions) {
    asking = false;
    touch();
    added.addAll(partitions);
    toAdd.removeAll(partitions);
    onChange.run();
  }

  void onOffsetsAdded(String groupId) {
    asking = false;
    touch();
    groups.add(groupId);
    onChange.run();
  }

  private void touch() {
    touched = true;
    unsure = false;
  }

  void onOffsetsCommitted(Collection<TopicPartition> partitions) {
    asking = false;
    Offsets first = offsets.peek();
    if (first != null) {
      first.left().keySet().removeAll(partitions);
      if (first.left().isEmpty()) {
        offsets.remove();
        first.outcome().complete(null);
      }
    }
    onChange.run();
  }

  /**
   * The transaction is over.
   *
   * @param id what to go on with, or -1 for the same as before
   */
  void onEnded(long id, short newEpoch) {
    asking = false;
    touched = false;
    if (id != BatchFormat.NO_PRODUCER_ID) {
      producerId = id;
      epoch = newEpoch;
      gap = false;
    }
    if (!gap) {
      ended();
    }
    onChange.run();
  }

  private void ended() {
    state = State.READY;
    failure = null;
    gap = false;
    idLost = false;
    touched = false;
    unsure = false;
    changesProtocol = false;
    added.clear();
    groups.clear();
    toAdd.clear();
    tellGate(Phase.READY, null);
    complete();
  }

  private void complete() {
    CompletableFuture<Void> done = outcome;
    outcome = null;
    if (done != null) {
      done.complete(null);
    }
  }

  /** A request was refused, or not answered. What is to be done shows in {@link #next}. */
  Verdict onRefused(TransactionRequest request, KafkaException error) {
    asking = false;
    Verdict verdict = TransactionErrors.ofCoordinator(error);
    if (verdict == Verdict.RETRY) {
      boolean adds = request instanceof AddPartitions || request instanceof AddOffsets;
      if (adds && TransactionErrors.isUnanswered(error) && !touched) {
        touched = true;
        unsure = true;
      }
      settle();
      return verdict;
    }
    if (state == State.INITIALIZING) {
      onIdRefused(error);
    } else if (request instanceof InitProducerId) {
      breakOff(Verdict.CLOSE, error);
    } else if (state == State.ABORTING) {
      onAbortRefused(request, verdict, error);
    } else if (state == State.IN_TRANSACTION || state == State.COMMITTING) {
      gap |= touched;
      idLost |= error.error() == KafkaError.INVALID_PRODUCER_ID_MAPPING;
      if (request instanceof CommitOffsets commit && verdict == Verdict.ABORT) {
        refuseOffsets(commit, error);
      }
      breakOff(verdict, error);
    } else if (verdict == Verdict.CLOSE) {
      breakOff(verdict, error);
    }
    settle();
    onChange.run();
    return verdict;
  }

  private void onIdRefused(KafkaException error) {
    if (gate == null || error.category() == ErrorCategory.FATAL) {
      breakOff(Verdict.CLOSE, error);
      return;
    }
    state = State.NONE;
    tellGate(Phase.UNINITIALIZED, null);
    failOutcome(error);
  }

  private void onAbortRefused(TransactionRequest request, Verdict verdict, KafkaException error) {
    if (unsure && error.error() == KafkaError.INVALID_TXN_STATE) {
      ended();
    } else if (verdict == Verdict.CLOSE) {
      breakOff(verdict, error);
    } else if (request instanceof EndTransaction) {
      // The coordinator knows nothing that could be ended; another epoch makes sure of it.
      idLost = true;
    }
  }

  private void refuseOffsets(CommitOffsets commit, KafkaException error) {
    Offsets first = offsets.poll();
    if (first != null) {
      first
          .outcome()
          .completeExceptionally(TransactionErrors.offsets(commit.group().groupId(), error));
    }
  }

  private void breakOff(Verdict verdict, KafkaException error) {
    if (verdict == Verdict.CLOSE) {
      KafkaException fatal = gate == null ? error : TransactionErrors.close(error);
      state = State.FAILED;
      failure = fatal;
      tellGate(Phase.FAILED, fatal);
    } else {
      KafkaException abortable = TransactionErrors.abort(error);
      state = State.ABORTABLE_ERROR;
      failure = abortable;
      tellGate(Phase.BROKEN, abortable);
    }
    failOffsets(failure);
    failOutcome(failure);
    onChange.run();
  }

  /** Asks no more; whoever waits hears this. */
  void close(KafkaException error) {
    failOffsets(error);
    failOutcome(error);
    if (state == State.INITIALIZING) {
      state = State.NONE;
    }
  }

  private void failOffsets(KafkaException error) {
    for (Offsets one = offsets.poll(); one != null; one = offsets.poll()) {
      one.outcome().completeExceptionally(error);
    }
  }

  private void failOutcome(KafkaException error) {
    CompletableFuture<Void> done = outcome;
    outcome = null;
    if (done != null) {
      done.completeExceptionally(error);
    }
  }

  private void tellGate(Phase phase, @Nullable KafkaException why) {
    if (gate != null) {
      gate.onPhase(phase, why);
    }
  }
}
