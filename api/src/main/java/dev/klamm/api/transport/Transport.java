package dev.klamm.api.transport;

import dev.klamm.api.runtime.EventLoop;
import java.util.List;

/**
 * Carries frames between peers. A transport owns its event loops and threads; two transports share
 * nothing. Any thread may call it.
 *
 * @since 0.1
 */
public interface Transport extends AutoCloseable {

  /** Short and lower case: {@code tcp}, {@code in-process}. */
  String name();

  /**
   * The loops connections are spread over; at least one, always the same. They are also for the
   * owner's own tasks and timers.
   */
  List<EventLoop> eventLoops();

  /**
   * Binds and begins to accept. When this returns, peers can connect to {@link
   * Listener#endpoint()}.
   *
   * @param acceptor gives each new connection its handler
   * @throws TransportException when the address cannot be bound; it names the address and why
   */
  Listener listen(Endpoint endpoint, ListenerLimits limits, ConnectionAcceptor acceptor);

  /**
   * Connects without blocking. The outcome arrives at the handler on {@code loop}: {@code
   * onConnected}, or {@code onClosed} alone with the cause.
   *
   * @param loop one of {@link #eventLoops()}
   * @param maxFrameBytes frames from the peer larger than this close the connection
   * @param connectTimeoutMs after which the attempt counts as failed
   */
  void connect(
      EventLoop loop,
      Endpoint remote,
      int maxFrameBytes,
      long connectTimeoutMs,
      FrameHandler handler);

  /**
   * Closes all listeners and connections, runs their {@code onClosed}, and ends the loops and
   * threads. Blocks for that; idempotent. Not to be called on a loop.
   */
  @Override
  void close();
}
