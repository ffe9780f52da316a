package dev.klamm.api.transport;

import dev.klamm.api.record.RecordsView;
import java.nio.ByteBuffer;

/**
 * A frame to be sent: pieces of memory and record views in order.
 *
 * @since 0.1
 */
public interface OutboundFrame {

  /** Bytes of all pieces together, which is what the transport writes into the length field. */
  int sizeInBytes();

  /**
   * Hands every piece to the sink in order. The pieces stay unchanged and valid until {@link
   * #release()}. Called at most once.
   */
  void writeTo(Sink sink);

  /**
   * The transport is done with the pieces. Called exactly once, by any thread, also when the frame
   * was never sent.
   */
  void release();

  /** Takes a frame's pieces. */
  interface Sink {

    /** The buffer's remaining bytes. */
    void write(ByteBuffer bytes);

    /** The view's bytes; the sink does not close it. */
    void write(RecordsView records);
  }

  /** A frame of one buffer's remaining bytes. */
  static OutboundFrame ofBuffer(ByteBuffer bytes) {
    int size = bytes.remaining();
    return new OutboundFrame() {
      @Override
      public int sizeInBytes() {
        return size;
      }

      @Override
      public void writeTo(Sink sink) {
        sink.write(bytes);
      }

      @Override
      public void release() {}
    };
  }
}
