package dev.klamm.core.transport;

import dev.klamm.api.transport.InboundFrame;
import java.nio.ByteBuffer;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Memory for frames on their way to a receiver, used again once that released them: large arrays
 * are dear to make, since the JVM clears each and the collector must find room for it. Any thread
 * may call it.
 *
 * <p>Sizes are powers of two. Of each size a few MB are kept; what is beyond, and frames that are
 * small or huge, are left to the collector.
 */
final class FramePool {

  private static final int SMALLEST_SHIFT = 12;
  private static final int LARGEST_SHIFT = 22;
  private static final int KEPT_BYTES_PER_SIZE = 4 << 20;

  private final MpmcArrayQueue<ByteBuffer>[] idle = newQueues();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static MpmcArrayQueue<ByteBuffer>[] newQueues() {
    MpmcArrayQueue[] queues = new MpmcArrayQueue[LARGEST_SHIFT - SMALLEST_SHIFT + 1];
    for (int i = 0; i < queues.length; i++) {
      queues[i] = new MpmcArrayQueue<>(Math.max(2, KEPT_BYTES_PER_SIZE >> SMALLEST_SHIFT + i));
    }
    return queues;
  }

  /** A buffer of at least this size, with old bytes in it, at position 0 and the size as limit. */
  ByteBuffer take(int size) {
    MpmcArrayQueue<ByteBuffer> queue = queueFor(size);
    if (queue == null) {
      return ByteBuffer.allocate(size);
    }
    ByteBuffer found = queue.poll();
    ByteBuffer memory = found != null ? found : ByteBuffer.allocate(1 << shiftFor(size));
    return memory.clear().limit(size);
  }

  /** The memory, with all up to its limit written, as a frame that gives it back. */
  InboundFrame frame(ByteBuffer memory) {
    MpmcArrayQueue<ByteBuffer> queue = queueFor(memory.limit());
    return queue == null ? InboundFrame.ofBuffer(memory.flip()) : new Pooled(memory, queue);
  }

  private @Nullable MpmcArrayQueue<ByteBuffer> queueFor(int size) {
    int shift = shiftFor(size);
    return shift < SMALLEST_SHIFT || shift > LARGEST_SHIFT ? null : idle[shift - SMALLEST_SHIFT];
  }

  private static int shiftFor(int size) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
  }

  private static final class Pooled implements InboundFrame {

    private final ByteBuffer payload;
    private final MpmcArrayQueue<ByteBuffer> home;
    private @Nullable ByteBuffer memory;

    Pooled(ByteBuffer memory, MpmcArrayQueue<ByteBuffer> home) {
      this.memory = memory;
      this.home = home;
      this.payload = memory.slice(0, memory.limit());
    }

    @Override
    public ByteBuffer payload() {
      return payload;
    }

    @Override
    public void release() {
      ByteBuffer given = memory;
      if (given == null) {
        throw new IllegalStateException("a frame of " + payload.limit() + " bytes released twice");
      }
      memory = null;
      home.offer(given);
    }
  }
}
