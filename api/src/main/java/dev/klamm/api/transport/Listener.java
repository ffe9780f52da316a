package dev.klamm.api.transport;

/**
 * A bound address that accepts connections.
 *
 * @since 0.1
 */
public interface Listener extends AutoCloseable {

  /**
   * What was bound: the port is the real one, also when 0 was asked for. The host is as it was
   * asked for.
   */
  Endpoint endpoint();

  /** Stops accepting. Connections that were accepted stay open. Idempotent. */
  @Override
  void close();
}
