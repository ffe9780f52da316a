package dev.klamm.api.transport;

import org.jspecify.annotations.Nullable;

/**
 * Hears what happens on one connection, on that connection's loop. Must not block. An exception
 * thrown here closes the connection with that cause.
 *
 * @since 0.1
 */
public interface FrameHandler {

  /** The connection is open. First of all calls. */
  void onConnected(Connection connection);

  /** A frame arrived. The handler owns it and must release it, now or later. */
  void onFrame(Connection connection, InboundFrame frame);

  /** {@link Connection#isWritable()} became true again. */
  default void onWritable(Connection connection) {}

  /**
   * The connection is closed, or could not be opened. Last of all calls, exactly once.
   *
   * @param cause why, or null when either side closed it in an orderly way
   */
  void onClosed(@Nullable Throwable cause);
}
