package dev.klamm.core.broker.handler.group;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.AuthorizedOperations;
import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.coordinator.GroupCoordinator;
import dev.klamm.protocol.ApiMessage;
import java.util.function.Function;

/** Brings requests to the group coordinator, and its answers back. Any thread. */
public final class GroupCalls {

  /** What to ask the coordinator; runs on the engine. */
  @FunctionalInterface
  interface Call<R extends ApiMessage> extends CoordinatorCalls.Call<GroupCoordinator, R> {}

  private final CoordinatorCalls<GroupCoordinator> calls;

  public GroupCalls(CoordinatorRuntime<GroupCoordinator> runtime) {
    calls = new CoordinatorCalls<>(runtime);
  }

  /**
   * Asks the coordinator.
   *
   * @param refusal the answer that carries nothing but an error
   */
  <R extends ApiMessage> void submit(
      Request request, Function<KafkaError, R> refusal, Call<R> call) {
    calls.submit(request, refusal, call);
  }

  static Caller caller(Request request) {
    // Kafka shows addresses as the JDK prints them, with a slash before a host without name.
    return new Caller(
        request.version(),
        request.clientId(),
        "/" + request.clientAddress().host(),
        AuthorizedOperations.GROUP);
  }
}
