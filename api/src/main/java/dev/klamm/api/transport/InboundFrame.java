package dev.klamm.api.transport;

import java.nio.ByteBuffer;

/**
 * A frame from the peer. Its memory is the transport's, lent until {@link #release()}.
 *
 * @since 0.1
 */
public interface InboundFrame {

  /**
   * The frame without its length field, from position to limit, big-endian, writable in place. The
   * same buffer each time. Not to be touched after {@link #release()}.
   */
  ByteBuffer payload();

  /** Gives the memory back. Exactly once, by any thread. */
  void release();

  /** A frame over memory that the garbage collector looks after. */
  static InboundFrame ofBuffer(ByteBuffer payload) {
    return new InboundFrame() {
      @Override
      public ByteBuffer payload() {
        return payload;
      }

      @Override
      public void release() {}
    };
  }
}
