package dev.klamm.api.transport;

import dev.klamm.api.runtime.EventLoop;

/**
 * One connection. Methods may be called by any thread unless they say otherwise; calls from the
 * connection's own loop are the cheap ones.
 *
 * @since 0.1
 */
public interface Connection {

  /** The loop that this connection's handler is called on. */
  EventLoop eventLoop();

  Endpoint local();

  Endpoint remote();

  /**
   * Queues a frame behind those queued before and sends it soon; never blocks. The frame is
   * released once it was sent, or when it cannot be. On a closed connection it is just released.
   * Frames sent on the loop during one task may go out together at the end of it.
   */
  void send(OutboundFrame frame);

  /**
   * False while more is queued to be sent than is good; {@link FrameHandler#onWritable} tells when
   * that is over.
   */
  boolean isWritable();

  /** Stops taking bytes from the peer. Frames already read may still arrive. On the loop only. */
  void pauseReading();

  /** Undoes {@link #pauseReading}. On the loop only. */
  void resumeReading();

  /**
   * Closes without waiting for queued frames. {@code onClosed} follows with no cause. Idempotent.
   */
  void close();

  /** Closes once what was queued so far is sent, or cannot be. */
  void closeAfterSending();
}
