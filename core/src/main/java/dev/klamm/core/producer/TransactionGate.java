package dev.klamm.core.producer;

import dev.klamm.api.error.KafkaException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction looks to the threads that use the producer. {@link TransactionManager}, which
 * decides, lives on the loop; this is what they need to know at once: may a record be sent now, and
 * if not, what is to be done.
 *
 * <pre>
 *   UNINITIALIZED --init--> INITIALIZING --id--> READY --begin--> OPEN --commit, abort--> ENDING --done--> READY
 *                                                                  |                        |
 *                                                                  +-- something failed --> BROKEN --abort--> ENDING
 *   any --fatal error--> FAILED
 * </pre>
 *
 * <p>Any thread. Its lock is held for a few fields only, and no other lock is taken within it.
 */
final class TransactionGate {
  private static final String INIT = "initTransactions()";
  private static final String BEGIN = "beginTransaction()";

  /** What an application has done with the transaction. */
  enum Phase {
    UNINITIALIZED("call initTransactions() first"),
    INITIALIZING("initTransactions() is not over yet: wait for it"),
    READY("no transaction is open: call beginTransaction() first"),
    OPEN("a transaction is open: commit or abort it first"),
    ENDING("a commit or an abort is under way: wait for it, or call it again if it timed out"),
    BROKEN("the transaction failed: call abortTransaction()"),
    FAILED("the producer failed: close it");

    private final String advice;

    Phase(String advice) {
      this.advice = advice;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private volatile Phase phase = Phase.UNINITIALIZED;
  private volatile @Nullable KafkaException error;

  /** Whether records may be sent. Asked for each record, so it is no more than a field. */
  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  Phase phase() {
    return phase;
  }

  /**
   * Why a record is not taken.
   *
   * @throws IllegalStateException if the application has no transaction open
   */
  KafkaException refusal() {
    KafkaException known = error;
    if (known == null) {
      throw new IllegalStateException("send is not possible now: " + phase.advice);
    }
    return phase == Phase.BROKEN ? TransactionErrors.unsent(known) : known;
  }

  void init() {
    move(INIT, Phase.UNINITIALIZED, Phase.INITIALIZING);
  }

  void begin() {
    move(BEGIN, Phase.READY, Phase.OPEN);
  }

  void commit() {
    move("commitTransaction()", Phase.OPEN, Phase.ENDING);
  }

  void abort() {
    lock.lock();
    try {
      move("abortTransaction()", phase == Phase.BROKEN ? Phase.BROKEN : Phase.OPEN, Phase.ENDING);
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what needs an open transaction. */
  void requireOpen(String call) {
    move(call, Phase.OPEN, Phase.OPEN);
  }

  private void move(String call, Phase from, Phase to) {
    lock.lock();
    try {
      if (phase != from) {
        KafkaException known = error;
        if (known != null) {
          throw TransactionErrors.again(known);
        }
        throw new IllegalStateException(call + " is not possible now: " + phase.advice);
      }
      error = phase == Phase.BROKEN ? null : error;
      phase = to;
    } finally {
      lock.unlock();
    }
  }

  /** What happened on the loop. */
  void onPhase(Phase now, @Nullable KafkaException why) {
    lock.lock();
    try {
      if (phase != Phase.FAILED) {
        error = why;
        phase = now;
      }
    } finally {
      lock.unlock();
    }
  }
}
