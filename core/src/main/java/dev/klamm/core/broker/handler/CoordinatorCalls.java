package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.StaleEpochException;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.coordinator.Coordinator;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.engine.EngineStoppedException;
import dev.klamm.protocol.ApiMessage;
import java.util.function.Function;

/** Brings requests to a coordinator, and its answers back. Any thread. */
public final class CoordinatorCalls<C extends Coordinator> {

  /** What to ask the coordinator; runs on the engine. */
  @FunctionalInterface
  public interface Call<C, R extends ApiMessage> {
    void make(C coordinator, ReplyHandle<R> to, long nowMs, Effects effects);
  }

  private final CoordinatorRuntime<C> runtime;

  public CoordinatorCalls(CoordinatorRuntime<C> runtime) {
    this.runtime = runtime;
  }

  /**
   * Asks the coordinator.
   *
   * @param refusal the answer that carries nothing but an error
   */
  public <R extends ApiMessage> void submit(
      Request request, Function<KafkaError, R> refusal, Call<C, R> call) {
    ReplyHandle<R> reply = replyTo(request, refusal);
    // One whose answer is still to come looks for the coordinator once the broker is back.
    request.onStopped(() -> reply.complete(refusal.apply(KafkaError.NOT_COORDINATOR)));
    runtime.submit(
        new CoordinatorRuntime.Event<>() {
          @Override
          public void happen(C coordinator, long nowMs, Effects effects) {
            call.make(coordinator, reply, nowMs, effects);
          }

          @Override
          public void refuse(RuntimeException cause) {
            reply.fail(cause);
          }
        });
  }

  /** Where a coordinator's answer to a request goes. */
  public static <R extends ApiMessage> ReplyHandle<R> replyTo(
      Request request, Function<KafkaError, R> refusal) {
    return new Reply<>(request, refusal);
  }

  private record Reply<R extends ApiMessage>(Request request, Function<KafkaError, R> refusal)
      implements ReplyHandle<R> {

    @Override
    public void complete(R response) {
      request.respond(response);
    }

    @Override
    public void fail(RuntimeException cause) {
      request.respond(refusal.apply(errorOf(cause)));
    }
  }

  /** A client that is told to look for its coordinator finds it once the broker is back. */
  private static KafkaError errorOf(RuntimeException cause) {
    return cause instanceof EngineStoppedException || cause instanceof StaleEpochException
        ? KafkaError.NOT_COORDINATOR
        : StoreErrors.of(cause) == KafkaError.KAFKA_STORAGE_ERROR
            ? KafkaError.COORDINATOR_NOT_AVAILABLE
            : KafkaError.UNKNOWN_SERVER_ERROR;
  }
}
