package dev.klamm.transport.tcp;

import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. A frame that lies whole in what was read becomes a view of
 * it; another is collected in a buffer of its own, which grows with what has arrived and not with
 * what was announced: a peer can make us hold 64 KiB, or {@value #GROWTH} times the bytes it really
 * sent.
 *
 * <p>On the connection's loop only.
 */
final class FrameReader {

  private static final int LENGTH_BYTES = 4;
  private static final int FIRST_CAPACITY = 64 << 10;
  private static final int GROWTH = 4;

  private final ByteBufAllocator allocator;
  private final int maxFrameBytes;

  /** A length field of which only some bytes have come. */
  private int partialLength;

  private int partialLengthBytes;

  /** A frame of which only some bytes have come, and its length. */
  private @Nullable ByteBuf partial;

  private int partialFrameLength;

  FrameReader(ByteBufAllocator allocator, int maxFrameBytes) {
    this.allocator = allocator;
    this.maxFrameBytes = maxFrameBytes;
  }

  /**
   * Takes bytes up to the end of the next frame. The bytes stay the caller's to release.
   *
   * @return null when they end before the frame does; then all of them were taken
   * @throws TransportException when a length is not allowed; the stream is of no use any more
   */
  @Nullable InboundFrame next(ByteBuf in) {
    if (partial != null) {
      return collect(partial, in);
    }
    if (partialLengthBytes > 0 || in.readableBytes() < LENGTH_BYTES) {
      if (!readLengthByBytes(in)) {
        return null;
      }
      partialLengthBytes = 0;
      return frame(in, partialLength);
    }
    return frame(in, in.readInt());
  }

  private boolean readLengthByBytes(ByteBuf in) {
    while (partialLengthBytes < LENGTH_BYTES && in.isReadable()) {
      partialLength = partialLength << 8 | in.readUnsignedByte();
      partialLengthBytes++;
    }
    return partialLengthBytes == LENGTH_BYTES;
  }

  private @Nullable InboundFrame frame(ByteBuf in, int length) {
    if (length < 0 || length > maxFrameBytes) {
      throw new TransportException(
          "frame of "
              + length
              + " bytes announced, allowed are 0 to "
              + maxFrameBytes
              + guessProtocol(length));
    }
    if (in.readableBytes() >= length) {
      InboundFrame whole = new TcpInboundFrame(in.retain(), in.readerIndex(), length);
      in.skipBytes(length);
      return whole;
    }
    int capacity = Math.min(length, Math.max(FIRST_CAPACITY, GROWTH * in.readableBytes()));
    partialFrameLength = length;
    partial = allocator.directBuffer(capacity, length);
    return collect(partial, in);
  }

  /** What strangers usually begin with, read as a length. */
  private static String guessProtocol(int length) {
    if (length >>> 8 == 0x160301 || length >>> 8 == 0x160303) {
      return "; the peer seems to speak TLS, and this is a plaintext listener";
    }
    return switch (length) {
      case 0x47455420, 0x504f5354, 0x48454144, 0x50555420, 0x4f505449 ->
          "; the peer seems to speak HTTP";
      case 0x5353482d -> "; the peer seems to speak SSH";
      default -> "";
    };
  }

  private @Nullable InboundFrame collect(ByteBuf frame, ByteBuf in) {
    int arrived = frame.writerIndex();
    int taken = Math.min(partialFrameLength - arrived, in.readableBytes());
    if (arrived + taken > frame.capacity()) {
      long larger = Math.max((long) GROWTH * frame.capacity(), arrived + taken);
      frame.capacity((int) Math.min(partialFrameLength, larger));
    }
    frame.writeBytes(in, taken);
    if (frame.writerIndex() < partialFrameLength) {
      return null;
    }
    partial = null;
    return new TcpInboundFrame(frame, 0, partialFrameLength);
  }

  /** Whether bytes of an unfinished frame have come. */
  boolean isInsideFrame() {
    return partial != null || partialLengthBytes > 0;
  }

  /** Gives back what it holds. It must not be used any more. */
  void release() {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }
}
