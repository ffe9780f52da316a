package dev.klamm.transport.tcp;

import dev.klamm.api.record.BufferRecords;
import dev.klamm.api.record.CompositeRecords;
import dev.klamm.api.record.FileRecords;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames into writes of a channel. Small pieces of one or many frames are copied into one
 * buffer; large direct buffers and files are written as they are, and their frame is released when
 * they are out.
 *
 * <p>On the connection's loop only.
 */
final class FrameWriter implements OutboundFrame.Sink {

  private static final int LENGTH_BYTES = 4;

  /** From here on, a piece in direct memory is cheaper to point at than to copy. */
  private static final int LARGE_BUFFER = 16 << 10;

  /** From here on, a piece of a file is cheaper to leave to the kernel than to read. */
  private static final int LARGE_FILE_PIECE = 32 << 10;

  private static final int SMALLEST_BATCH = 512;
  private static final int LARGEST_BATCH = 64 << 10;

  private final Channel channel;
  private final TcpConnection connection;

  /** Copied pieces that are not yet handed to the channel, and the frames they complete. */
  private @Nullable ByteBuf batch;

  private long batchCost;

  /** As large as the one before. */
  private int expectedBatch = SMALLEST_BATCH;

  /** The frame being written. */
  private @Nullable FrameInFlight current;

  private long written;

  FrameWriter(Channel channel, TcpConnection connection) {
    this.channel = channel;
    this.connection = connection;
  }

  /**
   * Writes a frame and sees to its release, also when this throws. Then the connection is of no use
   * any more.
   *
   * @param cost what to give back to the connection once the frame is sent
   */
  void write(OutboundFrame frame, long cost) {
    int size = frame.sizeInBytes();
    FrameInFlight flight = new FrameInFlight(frame, cost);
    current = flight;
    written = 0;
    try {
      room(size < LARGE_BUFFER ? LENGTH_BYTES + size : LENGTH_BYTES).writeInt(size);
      frame.writeTo(this);
      if (written != size) {
        throw new TransportException(
            "an outbound frame announced " + size + " bytes but wrote " + written);
      }
    } finally {
      flight.handedOver();
    }
  }

  /** Hands what is left to the channel and flushes it. */
  void flush() {
    handOverBatch();
    channel.flush();
  }

  @Override
  public void write(ByteBuffer bytes) {
    int size = bytes.remaining();
    written += size;
    if (bytes.isDirect() && size >= LARGE_BUFFER) {
      writeUncopied(Unpooled.wrappedBuffer(bytes));
    } else if (size > 0) {
      room(size).writeBytes(bytes.duplicate());
    }
  }

  @Override
  public void write(RecordsView records) {
    if (records instanceof BufferRecords buffer) {
      write(buffer.buffer());
    } else if (records instanceof FileRecords file) {
      writeFile(file);
    } else if (records instanceof CompositeRecords composite) {
      composite.parts().forEach(this::write);
    }
  }

  private void writeFile(FileRecords file) {
    int size = file.sizeInBytes();
    written += size;
    if (size >= LARGE_FILE_PIECE) {
      writeUncopied(new OpenFileRegion(file.channel(), file.position(), size));
    } else if (size > 0) {
      readFile(file, room(size));
    }
  }

  private static void readFile(FileRecords file, ByteBuf target) {
    int size = file.sizeInBytes();
    try {
      for (int done = 0; done < size; ) {
        int read = target.writeBytes(file.channel(), file.position() + done, size - done);
        if (read < 0) {
          throw new EOFException("file ends inside a view of " + size + " bytes");
        }
        done += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeUncopied(Object piece) {
    handOverBatch();
    FrameInFlight flight = current;
    if (flight != null) {
      flight.pieces++;
      channel.write(piece).addListener(flight);
    }
  }

  private ByteBuf room(int bytes) {
    ByteBuf buffer = batch;
    if (buffer != null && buffer.readableBytes() + bytes > LARGEST_BATCH) {
      handOverBatch();
      buffer = null;
    }
    if (buffer == null) {
      buffer = channel.alloc().directBuffer(Math.max(bytes, expectedBatch));
      batch = buffer;
    }
    return buffer;
  }

  private void handOverBatch() {
    ByteBuf buffer = batch;
    if (buffer != null) {
      batch = null;
      expectedBatch = Math.max(SMALLEST_BATCH, Math.min(buffer.readableBytes(), LARGEST_BATCH));
      channel.write(buffer).addListener(new BatchSent(batchCost));
      batchCost = 0;
    }
  }

  /** Gives back what was never handed to the channel. */
  void release() {
    if (batch != null) {
      batch.release();
      batch = null;
    }
  }

  /** A frame until the last of its pieces that were not copied is out. */
  private final class FrameInFlight implements ChannelFutureListener {

    private final OutboundFrame frame;
    private final long cost;
    private int pieces = 1;

    FrameInFlight(OutboundFrame frame, long cost) {
      this.frame = frame;
      this.cost = cost;
    }

    /** Nothing more is added. A frame that was copied whole is on its way with the batch. */
    void handedOver() {
      if (--pieces > 0) {
        return;
      }
      frame.release();
      if (batch != null) {
        batchCost += cost;
      } else {
        connection.sent(cost, null);
      }
    }

    @Override
    public void operationComplete(ChannelFuture sent) {
      if (--pieces == 0) {
        frame.release();
        connection.sent(cost, sent.cause());
      }
    }
  }

  /** What the frames copied into a batch cost, until it is out. */
  private final class BatchSent implements ChannelFutureListener {

    private final long cost;

    BatchSent(long cost) {
      this.cost = cost;
    }

    @Override
    public void operationComplete(ChannelFuture sent) {
      connection.sent(cost, sent.cause());
    }
  }
}
