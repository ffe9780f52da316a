package dev.klamm.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection reads to: into the frame that is being collected if there is one, else into a
 * buffer of about the size of what came before. It is small for connections that say little, since
 * a frame that is kept keeps all of its read.
 */
final class ReadBuffers extends AdaptiveRecvByteBufAllocator {

  private static final int SMALLEST = 512;
  private static final int FIRST = 2 << 10;
  private static final int LARGEST = 128 << 10;

  private final Supplier<@Nullable ByteBuf> roomForRest;

  ReadBuffers(Supplier<@Nullable ByteBuf> roomForRest) {
    super(SMALLEST, FIRST, LARGEST);
    this.roomForRest = roomForRest;
  }

  @Override
  @SuppressWarnings("deprecation") // the type is, the method is not
  public Handle newHandle() {
    return new Reads((ExtendedHandle) super.newHandle(), roomForRest);
  }

  private static final class Reads implements ExtendedHandle {

    private final ExtendedHandle adaptive;
    private final Supplier<@Nullable ByteBuf> roomForRest;

    Reads(ExtendedHandle adaptive, Supplier<@Nullable ByteBuf> roomForRest) {
      this.adaptive = adaptive;
      this.roomForRest = roomForRest;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      ByteBuf room = roomForRest.get();
      return room != null ? room : adaptive.allocate(allocator);
    }

    @Override
    public int guess() {
      return adaptive.guess();
    }

    @Override
    public void reset(ChannelConfig config) {
      adaptive.reset(config);
    }

    @Override
    public void incMessagesRead(int count) {
      adaptive.incMessagesRead(count);
    }

    @Override
    public void lastBytesRead(int bytes) {
      adaptive.lastBytesRead(bytes);
    }

    @Override
    public int lastBytesRead() {
      return adaptive.lastBytesRead();
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      adaptive.attemptedBytesRead(bytes);
    }

    @Override
    public int attemptedBytesRead() {
      return adaptive.attemptedBytesRead();
    }

    @Override
    public boolean continueReading() {
      return adaptive.continueReading();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
      return adaptive.continueReading(maybeMoreData);
    }

    @Override
    public void readComplete() {
      adaptive.readComplete();
    }
  }
}
