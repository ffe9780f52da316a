package dev.klamm.api.transport;

/**
 * Gives each accepted connection its handler.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ConnectionAcceptor {

  /** Called on the connection's loop before anything else. {@code onConnected} follows. */
  FrameHandler accept(Connection connection);
}
