package dev.klamm.core.broker.handler.group;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.StaleEpochException;
import dev.klamm.core.broker.cluster.AuthorizedOperations;
import dev.klamm.core.broker.handler.StoreErrors;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.engine.EngineStoppedException;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.coordinator.GroupCoordinator;
import dev.klamm.protocol.ApiMessage;
import java.util.function.Function;

/** Brings requests to the group coordinator, and its answers back. Any thread. */
public final class GroupCalls {

  /** What to ask the coordinator; runs on the engine. */
  @FunctionalInterface
  interface Call<R extends ApiMessage> {
    void make(GroupCoordinator groups, ReplyHandle<R> to, long nowMs, Effects effects);
  }

  private final CoordinatorRuntime<GroupCoordinator> runtime;

  public GroupCalls(CoordinatorRuntime<GroupCoordinator> runtime) {
    this.runtime = runtime;
  }

  /**
   * Asks the coordinator.
   *
   * @param refusal the answer that carries nothing but an error
   */
  <R extends ApiMessage> void submit(
      Request request, Function<KafkaError, R> refusal, Call<R> call) {
    Reply<R> reply = new Reply<>(request, refusal);
    // One who waits for others to join looks for the coordinator once the broker is back.
    request.onStopped(() -> reply.complete(refusal.apply(KafkaError.NOT_COORDINATOR)));
    runtime.submit(
        new CoordinatorRuntime.Event<>() {
          @Override
          public void happen(GroupCoordinator groups, long nowMs, Effects effects) {
            call.make(groups, reply, nowMs, effects);
          }

          @Override
          public void refuse(RuntimeException cause) {
            reply.fail(cause);
          }
        });
  }

  static Caller caller(Request request) {
    // Kafka shows addresses as the JDK prints them, with a slash before a host without name.
    return new Caller(
        request.version(),
        request.clientId(),
        "/" + request.clientAddress().host(),
        AuthorizedOperations.GROUP);
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
