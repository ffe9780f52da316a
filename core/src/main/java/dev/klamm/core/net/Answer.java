package dev.klamm.core.net;

import dev.klamm.api.transport.InboundFrame;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a {@link Call}. Records inside {@link #body} lie in the frame's memory, which
 * is given back as soon as the handler returns, unless the handler took it with {@link #takeFrame}.
 */
public final class Answer<R> {
  private final R body;
  private final short version;
  private final int nodeId;
  private final long sentNanos;
  private @Nullable InboundFrame frame;

  Answer(R body, short version, int nodeId, long sentNanos, @Nullable InboundFrame frame) {
    this.body = body;
    this.version = version;
    this.nodeId = nodeId;
    this.sentNanos = sentNanos;
    this.frame = frame;
  }

  public R body() {
    return body;
  }

  /** The version that request and answer were written in. */
  public short version() {
    return version;
  }

  /** Who answered; negative for a bootstrap address whose id is not known. */
  public int nodeId() {
    return nodeId;
  }

  /** When the request went out, in nanoseconds of the loop's clock. */
  public long sentNanos() {
    return sentNanos;
  }

  /**
   * Takes over the memory that the body's records lie in. The caller must release it, on any
   * thread, when it has read them. At most once, and only within the handler.
   */
  public InboundFrame takeFrame() {
    InboundFrame taken = frame;
    if (taken == null) {
      throw new IllegalStateException("the frame was taken or released already");
    }
    frame = null;
    return taken;
  }

  void releaseUntaken() {
    if (frame != null) {
      frame.release();
      frame = null;
    }
  }
}
