package dev.klamm.core.broker.session;

import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One listener as clients see it.
 *
 * @param name Kafka's listener name, for example {@code PLAINTEXT}
 * @param bound what was bound, with its real port
 * @param advertised what {@code advertised.listeners} says, or null to work it out for each
 *     connection
 */
public record Listening(String name, Endpoint bound, @Nullable Endpoint advertised) {

  /**
   * The address that a client should use from now on. Unless one is configured it is the one bound,
   * and for a wildcard address the local end of the client's own connection, which that client
   * evidently can reach.
   */
  public Endpoint advertisedTo(Connection connection) {
    if (advertised != null) {
      return advertised.port() == 0 ? new Endpoint(advertised.host(), bound.port()) : advertised;
    }
    return isWildcard(bound.host()) ? new Endpoint(connection.local().host(), bound.port()) : bound;
  }

  private static boolean isWildcard(String host) {
    return host.isEmpty()
        || host.equals("0.0.0.0")
        || host.equals("::")
        || host.equals("0:0:0:0:0:0:0:0");
  }

  /** As {@code listeners} has it: {@code PLAINTEXT://localhost:9092}. */
  @Override
  public String toString() {
    return name + "://" + bound;
  }
}
