package dev.klamm.core.record;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionType;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;

/**
 * The records of a batch in plain form: the batch's own bytes, or what they decompress to in memory
 * that is used again for the next batch. One thread at a time.
 */
final class RecordSection implements AutoCloseable {

  private final Codecs.Decompressors decompressors;
  private final BoundedBytes plain;
  private byte[] copy = new byte[0];

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int from;
  private int to;

  /**
   * @param maxBytes what the records of a compressed batch may come to
   */
  RecordSection(Codecs codecs, int maxBytes) {
    this.decompressors = codecs.decompressors();
    this.plain = new BoundedBytes(maxBytes);
  }

  /**
   * Opens a batch whose bytes are all there, forgetting the one before.
   *
   * @throws BoundedBytes.LimitExceededException when its records come to too much
   * @throws IllegalArgumentException when they cannot be decompressed
   */
  void open(ByteBuffer b, int at) {
    int start = at + BatchFormat.HEADER_SIZE;
    int end = at + BatchFormat.sizeInBytes(b, at);
    int compression = BatchHeader.compressionId(b, at);
    if (compression == CompressionType.NONE.id()) {
      set(b, start, end);
    } else {
      decompress(CompressionType.forId(compression), b, start, end - start);
    }
  }

  private void decompress(CompressionType type, ByteBuffer b, int start, int length) {
    plain.clear();
    if (b.hasArray()) {
      decompressors.decompress(type, b.array(), b.arrayOffset() + start, length, plain);
    } else {
      byte[] source = copyOf(b, start, length);
      decompressors.decompress(type, source, 0, length, plain);
    }
    set(ByteBuffer.wrap(plain.array()), 0, plain.size());
  }

  private byte[] copyOf(ByteBuffer b, int start, int length) {
    if (copy.length < length) {
      copy = new byte[length];
    }
    b.get(start, copy, 0, length);
    return copy;
  }

  private void set(ByteBuffer b, int start, int end) {
    buffer = b;
    from = start;
    to = end;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /** Where the first record begins. */
  int from() {
    return from;
  }

  /** Where the last record ends. */
  int to() {
    return to;
  }

  @Override
  public void close() {
    decompressors.close();
  }
}
