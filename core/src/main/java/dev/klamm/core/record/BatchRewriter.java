package dev.klamm.core.record;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionCodec.Compressor;
import dev.klamm.api.record.CompressionType;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes a batch once more with some of its records only: {@link #begin}, {@link #keep} for each
 * record that stays, {@link #finish}. Offsets, producer, sequences and leader epoch stay what they
 * were, the first and the last offset too, whichever records went; so does the compression.
 *
 * <p>A delete horizon (KIP-534) takes the place of the base timestamp, and records are stamped
 * relative to it.
 *
 * <p>One thread at a time.
 */
public final class BatchRewriter implements AutoCloseable {

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final Codecs codecs;
  private final Map<CompressionType, Compressor> compressors = new EnumMap<>(CompressionType.class);
  private final BoundedBytes records = new BoundedBytes(MAX_BYTES);

  private ByteBuffer batch = ByteBuffer.allocate(0);
  private int at;
  private boolean appendTime;
  private long oldBase;
  private long newBase;
  private boolean horizonSet;
  private long maxTimestamp;
  private int count;

  public BatchRewriter(Codecs codecs) {
    this.codecs = codecs;
  }

  /** Begins with a batch, of which nothing is kept yet. */
  public void begin(ByteBuffer original, int position) {
    batch = original;
    at = position;
    records.clear();
    appendTime = BatchHeader.isLogAppendTime(original, position);
    oldBase = BatchFormat.baseTimestamp(original, position);
    newBase = oldBase;
    horizonSet = false;
    maxTimestamp = BatchFormat.NO_TIMESTAMP;
    count = 0;
  }

  /** Gives the batch a delete horizon; before the first record is kept. */
  public void deleteHorizon(long millis) {
    newBase = millis;
    horizonSet = true;
  }

  /** Keeps the record that the cursor is on, which walks the batch given to {@link #begin}. */
  public void keep(RecordCursor record) {
    count++;
    maxTimestamp = Math.max(maxTimestamp, record.timestamp());
    if (newBase == oldBase || appendTime) {
      copy(record.buffer(), record.position(), record.sizeInBytes());
    } else {
      restamp(record);
    }
  }

  private void copy(ByteBuffer from, int position, int length) {
    from.get(position, records.reserve(length), records.size(), length);
    records.advance(length);
  }

  private void restamp(RecordCursor record) {
    ByteBuffer from = record.buffer();
    int end = record.position() + record.sizeInBytes();
    int attributesAt = record.position() + Varints.sizeOfLong(from, record.position());
    int rest = attributesAt + 1 + Varints.sizeOfLong(from, attributesAt + 1);
    long delta = record.timestamp() - newBase;
    int length = 1 + Varints.sizeOf(delta) + end - rest;
    byte[] to = records.reserve(Varints.MAX_INT_SIZE + length);
    int next = Varints.write(to, records.size(), length);
    to[next++] = from.get(attributesAt);
    next = Varints.write(to, next, delta);
    records.advance(next - records.size());
    copy(from, rest, end - rest);
  }

  /** Records kept so far. */
  public int count() {
    return count;
  }

  /** Appends the batch; without a record it is the header alone. */
  public void finish(BoundedBytes target) {
    int start = target.size();
    batch.get(at, target.reserve(BatchFormat.HEADER_SIZE), start, BatchFormat.HEADER_SIZE);
    target.advance(BatchFormat.HEADER_SIZE);
    CompressionType type =
        count == 0
            ? CompressionType.NONE
            : CompressionType.forId(BatchHeader.compressionId(batch, at));
    if (type == CompressionType.NONE) {
      target.write(records.array(), 0, records.size());
    } else {
      compressor(type).compress(records.array(), 0, records.size(), target);
    }
    stamp(ByteBuffer.wrap(target.array(), 0, target.size()), start, type);
  }

  private Compressor compressor(CompressionType type) {
    return compressors.computeIfAbsent(
        type,
        wanted -> {
          CompressionCodec codec = codecs.codec(wanted);
          return codec.newCompressor(codec.defaultLevel());
        });
  }

  private void stamp(ByteBuffer b, int start, CompressionType type) {
    int attributes = BatchFormat.attributes(b, start) & ~BatchFormat.COMPRESSION_MASK | type.id();
    if (horizonSet) {
      attributes |= BatchFormat.DELETE_HORIZON_MASK;
    }
    b.putInt(start + BatchFormat.LENGTH, b.limit() - start - BatchFormat.LENGTH_OVERHEAD);
    b.putShort(start + BatchFormat.ATTRIBUTES, (short) attributes);
    b.putLong(start + BatchFormat.BASE_TIMESTAMP, newBase);
    b.putInt(start + BatchFormat.RECORD_COUNT, count);
    if (count > 0 && !appendTime) {
      b.putLong(start + BatchFormat.MAX_TIMESTAMP, maxTimestamp);
    }
    BatchHeader.stampCrc(b, start);
  }

  /** Frees the memory of compressors and decompressors. */
  @Override
  public void close() {
    compressors.values().forEach(Compressor::close);
    compressors.clear();
  }
}
