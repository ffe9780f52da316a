package dev.klamm.core.broker.session;

import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;

/**
 * Answers one API. A handler says which versions it answers, and ApiVersions says the same, because
 * it asks the handlers.
 *
 * @param <Q> the API's request message
 */
public interface ApiHandler<Q extends ApiMessage> {

  ApiKey apiKey();

  /** The oldest version it answers; Kafka's own oldest unless there is a reason. */
  default short oldestVersion() {
    return apiKey().oldestVersion();
  }

  /** The oldest version it tells clients of, where that must differ from what it answers. */
  default short advertisedOldestVersion() {
    return oldestVersion();
  }

  /** The newest version it answers. */
  default short latestVersion() {
    return apiKey().latestVersion();
  }

  /**
   * Whether it begins only when the requests ahead of it on its connection are answered. So must
   * those that tell the state of a moment: it must not be older than what a client was told before,
   * by a fetch that waited for records.
   */
  default boolean beginsInOrder() {
    return false;
  }

  /**
   * Answers a request, now or later, by exactly one call of {@link Request#respond} or {@link
   * Request#respondNothing}. Called on the connection's event loop: whatever changes state goes
   * through the engine.
   *
   * <p>An exception thrown here closes the connection.
   */
  void handle(Q message, Request request);
}
