package dev.klamm.transport.tcp;

import dev.klamm.api.transport.InboundFrame;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A view of a stretch of a pooled buffer, which it keeps from being used again. */
final class TcpInboundFrame implements InboundFrame {

  private final ByteBuffer payload;
  private @Nullable ByteBuf owner;

  /**
   * @param owner one reference to it passes to this frame
   */
  TcpInboundFrame(ByteBuf owner, int index, int length) {
    this.owner = owner;
    this.payload = owner.nioBuffer(index, length);
  }

  @Override
  public ByteBuffer payload() {
    return payload;
  }

  @Override
  public void release() {
    ByteBuf held = owner;
    if (held == null) {
      // One release too many would hand memory of other frames to someone else.
      throw new IllegalStateException("an inbound frame was released twice");
    }
    owner = null;
    held.release();
  }
}
