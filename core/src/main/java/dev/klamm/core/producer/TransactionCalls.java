package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.InterruptException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.core.runtime.Ordered;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An application's calls about transactions on their way to the loop. Any thread.
 *
 * <p>A call that waits and runs out of time goes on all the same; made again, it waits for the same
 * outcome.
 */
final class TransactionCalls {

  /** The calls that have one outcome for as often as they are made. */
  enum Kind {
    INIT("initTransactions"),
    COMMIT("commitTransaction"),
    ABORT("abortTransaction");

    final String call;

    Kind(String call) {
      this.call = call;
    }
  }

  /** Waits for a future within {@code max.block.ms}. */
  interface Wait {
    void on(CompletableFuture<Void> outcome, String call);
  }

  /** A call whose outcome nobody has heard. */
  private record Unheard(Kind kind, CompletableFuture<Void> outcome) {}

  private final TransactionGate gate;
  private final EventLoop loop;
  private final Sender sender;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Unheard unheard;

  TransactionCalls(TransactionGate gate, EventLoop loop, Sender sender) {
    this.gate = gate;
    this.loop = loop;
    this.sender = sender;
  }

  CompletableFuture<Void> init() {
    gate.init();
    return onLoop(sender::initTransactions);
  }

  void begin() {
    gate.begin();
    hear(null);
    onLoop(outcome -> sender.beginTransaction());
  }

  CompletableFuture<Void> sendOffsets(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    gate.requireOpen("sendOffsetsToTransaction()");
    Map<TopicPartition, OffsetAndMetadata> copy = Ordered.map(offsets);
    return onLoop(outcome -> sender.sendOffsets(copy, group, outcome));
  }

  CompletableFuture<Void> commit() {
    gate.commit();
    return onLoop(sender::commitTransaction);
  }

  CompletableFuture<Void> abort() {
    gate.abort();
    return onLoop(sender::abortTransaction);
  }

  private CompletableFuture<Void> onLoop(Consumer<CompletableFuture<Void>> task) {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    try {
      loop.execute(() -> task.accept(outcome));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the producer is closed", e);
    }
    return outcome;
  }

  /** Makes the call, or takes up the one that ran out of time, and waits. */
  void await(Kind kind, Supplier<CompletableFuture<Void>> call, Wait wait) {
    CompletableFuture<Void> outcome = unheard(kind);
    if (outcome == null) {
      outcome = call.get();
    }
    try {
      wait.on(outcome, kind.call);
      hear(null);
    } catch (TimeoutException | InterruptException e) {
      hear(outcome.isDone() ? null : new Unheard(kind, outcome));
      throw e;
    } catch (RuntimeException e) {
      hear(null);
      throw e;
    }
  }

  private @Nullable CompletableFuture<Void> unheard(Kind kind) {
    lock.lock();
    try {
      return unheard != null && unheard.kind == kind ? unheard.outcome : null;
    } finally {
      lock.unlock();
    }
  }

  private void hear(@Nullable Unheard now) {
    lock.lock();
    unheard = now;
    lock.unlock();
  }
}
