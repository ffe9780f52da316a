package dev.klamm.core.consumer;

import dev.klamm.api.transport.InboundFrame;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives a frame back when the last part of it was released. Any thread may release. */
final class FrameLease {
  private final InboundFrame frame;
  private final AtomicInteger parts;

  FrameLease(InboundFrame frame, int parts) {
    this.frame = frame;
    this.parts = new AtomicInteger(parts);
  }

  void release() {
    if (parts.decrementAndGet() == 0) {
      frame.release();
    }
  }
}
