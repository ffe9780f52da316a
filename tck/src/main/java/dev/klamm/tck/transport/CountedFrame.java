package dev.klamm.tck.transport;

import dev.klamm.api.transport.OutboundFrame;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A frame that knows how often it was written and released. */
public final class CountedFrame implements OutboundFrame {

  private final int size;
  private final Consumer<Sink> pieces;
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger releases = new AtomicInteger();

  public CountedFrame(int size, Consumer<Sink> pieces) {
    this.size = size;
    this.pieces = pieces;
  }

  public static CountedFrame of(byte[] bytes) {
    return new CountedFrame(bytes.length, sink -> sink.write(java.nio.ByteBuffer.wrap(bytes)));
  }

  @Override
  public int sizeInBytes() {
    return size;
  }

  @Override
  public void writeTo(Sink sink) {
    writes.incrementAndGet();
    pieces.accept(sink);
  }

  @Override
  public void release() {
    releases.incrementAndGet();
  }

  public int releases() {
    return releases.get();
  }

  public int writes() {
    return writes.get();
  }

  /** Whether all of them were released. */
  public static boolean allReleased(List<CountedFrame> frames) {
    return frames.stream().allMatch(frame -> frame.releases() > 0);
  }
}
