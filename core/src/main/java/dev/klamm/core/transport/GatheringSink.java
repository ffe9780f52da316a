package dev.klamm.core.transport;

import dev.klamm.api.record.BufferRecords;
import dev.klamm.api.record.CompositeRecords;
import dev.klamm.api.record.FileRecords;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes one buffer of a frame's pieces: the frame's own when it has just one, else a copy. */
final class GatheringSink implements OutboundFrame.Sink {

  private final int size;
  private final FramePool pool;
  private @Nullable ByteBuffer whole;
  private @Nullable ByteBuffer copy;

  private GatheringSink(int size, FramePool pool) {
    this.size = size;
    this.pool = pool;
  }

  /**
   * The frame as its receiver gets it. It releases the outbound frame when its memory is no longer
   * needed; when this throws, the caller does.
   */
  static InboundFrame gather(OutboundFrame frame, FramePool pool) {
    GatheringSink sink = new GatheringSink(frame.sizeInBytes(), pool);
    frame.writeTo(sink);
    if (sink.whole != null) {
      return new LentFrame(sink.whole, frame);
    }
    InboundFrame copied = pool.frame(sink.copied());
    frame.release();
    return copied;
  }

  private ByteBuffer copied() {
    ByteBuffer target = target();
    if (target.hasRemaining()) {
      throw wrongSize(target.position());
    }
    return target;
  }

  @Override
  public void write(ByteBuffer bytes) {
    if (bytes.remaining() == size && whole == null && copy == null && !bytes.isReadOnly()) {
      whole = bytes.slice();
    } else if (bytes.hasRemaining()) {
      ByteBuffer target = room(bytes.remaining());
      int at = target.position();
      target.put(at, bytes, bytes.position(), bytes.remaining());
      target.position(at + bytes.remaining());
    }
  }

  @Override
  public void write(RecordsView records) {
    if (records instanceof FileRecords file) {
      if (file.sizeInBytes() > 0) {
        read(file, room(file.sizeInBytes()));
      }
    } else if (records instanceof CompositeRecords composite) {
      composite.parts().forEach(this::write);
    } else if (records instanceof BufferRecords buffer) {
      write(buffer.buffer());
    }
  }

  private void read(FileRecords file, ByteBuffer target) {
    int start = target.position();
    int end = start + file.sizeInBytes();
    target.limit(end);
    try {
      while (target.hasRemaining()) {
        if (file.channel().read(target, file.position() + target.position() - start) < 0) {
          throw new EOFException("file ends inside a view of " + file.sizeInBytes() + " bytes");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    target.limit(size);
  }

  private ByteBuffer room(int bytes) {
    ByteBuffer target = target();
    if (whole != null || target.remaining() < bytes) {
      throw wrongSize((long) (whole != null ? size : target.position()) + bytes);
    }
    return target;
  }

  private ByteBuffer target() {
    if (copy == null) {
      copy = pool.take(size);
    }
    return copy;
  }

  private TransportException wrongSize(long written) {
    return new TransportException(
        "an outbound frame announced " + size + " bytes but wrote " + written);
  }

  /** The sender's own buffer, given back to it on release. */
  private static final class LentFrame implements InboundFrame {

    private final ByteBuffer payload;
    private final OutboundFrame lender;

    LentFrame(ByteBuffer payload, OutboundFrame lender) {
      this.payload = payload;
      this.lender = lender;
    }

    @Override
    public ByteBuffer payload() {
      return payload;
    }

    @Override
    public void release() {
      lender.release();
    }
  }
}
