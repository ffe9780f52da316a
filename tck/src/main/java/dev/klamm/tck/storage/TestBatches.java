package dev.klamm.tck.storage;

import dev.klamm.api.record.BatchFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Makes valid record batches of magic 2, uncompressed, and takes them apart again. */
public final class TestBatches {

  private static final int DEFAULT_VALUE_BYTES = 20;
  private static final int MAX_RECORD_OVERHEAD = 32;

  private TestBatches() {}

  /** A batch to be described further, of one record of 20 bytes unless told otherwise. */
  public static Builder at(long baseOffset) {
    return new Builder(baseOffset);
  }

  /** A batch of so many records of 20 bytes. */
  public static ByteBuffer batch(long baseOffset, int records) {
    return at(baseOffset).records(records, DEFAULT_VALUE_BYTES).build();
  }

  /** So many batches one after another, each of so many records, in one buffer. */
  public static ByteBuffer run(long baseOffset, int batches, int recordsPerBatch) {
    ByteBuffer[] all = new ByteBuffer[batches];
    for (int i = 0; i < batches; i++) {
      all[i] = batch(baseOffset + (long) i * recordsPerBatch, recordsPerBatch);
    }
    return concat(all);
  }

  /** One buffer with the remaining bytes of all; moves none of them. */
  public static ByteBuffer concat(ByteBuffer... buffers) {
    int size = 0;
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    for (ByteBuffer buffer : buffers) {
      all.put(buffer.duplicate());
    }
    return all.flip();
  }

  /**
   * Cuts remaining bytes into batches and checks each one's size, magic and CRC; moves nothing.
   *
   * @throws AssertionError when they are not whole, valid batches
   */
  public static List<StoredBatch> split(ByteBuffer bytes) {
    List<StoredBatch> batches = new ArrayList<>();
    ByteBuffer rest = bytes.slice();
    while (rest.hasRemaining()) {
      int size = sizeOfFirst(rest);
      batches.add(new StoredBatch(rest.slice(0, size)));
      rest = rest.slice(size, rest.remaining() - size);
    }
    return batches;
  }

  private static int sizeOfFirst(ByteBuffer bytes) {
    if (bytes.remaining() < BatchFormat.HEADER_SIZE) {
      throw new AssertionError("half a batch header: " + bytes.remaining() + " bytes");
    }
    int size = BatchFormat.sizeInBytes(bytes, 0);
    if (size < BatchFormat.HEADER_SIZE || size > bytes.remaining()) {
      throw new AssertionError("batch of " + size + " bytes where there are " + bytes.remaining());
    }
    if (BatchFormat.magic(bytes, 0) != BatchFormat.CURRENT_MAGIC) {
      throw new AssertionError("batch of magic " + BatchFormat.magic(bytes, 0) + " instead of 2");
    }
    if (BatchFormat.crc(bytes, 0) != crc(bytes, size)) {
      throw new AssertionError("CRC wrong in batch at offset " + BatchFormat.baseOffset(bytes, 0));
    }
    return size;
  }

  private static int crc(ByteBuffer batch, int size) {
    CRC32C crc = new CRC32C();
    crc.update(batch.slice(BatchFormat.ATTRIBUTES, size - BatchFormat.ATTRIBUTES));
    return (int) crc.getValue();
  }

  /** Describes one batch. */
  public static final class Builder {

    private final long baseOffset;
    private int records = 1;
    private int valueBytes = DEFAULT_VALUE_BYTES;
    private long timestamp;
    private int leaderEpoch;
    private int attributes;
    private long producerId = BatchFormat.NO_PRODUCER_ID;
    private short producerEpoch = -1;
    private int baseSequence = -1;

    private Builder(long baseOffset) {
      this.baseOffset = baseOffset;
      this.timestamp = baseOffset;
    }

    /** How many records, and the bytes of each one's value. Default 1 and 20. */
    public Builder records(int count, int valueBytes) {
      this.records = count;
      this.valueBytes = valueBytes;
      return this;
    }

    /** Of all records, in milliseconds, or -1. Default is the base offset. */
    public Builder timestamp(long timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Default 0. */
    public Builder leaderEpoch(int leaderEpoch) {
      this.leaderEpoch = leaderEpoch;
      return this;
    }

    /** Default is none. */
    public Builder producer(long id, int epoch, int baseSequence) {
      this.producerId = id;
      this.producerEpoch = (short) epoch;
      this.baseSequence = baseSequence;
      return this;
    }

    public Builder transactional() {
      attributes |= BatchFormat.TRANSACTIONAL_MASK;
      return this;
    }

    public ByteBuffer build() {
      ByteBuffer batch =
          ByteBuffer.allocate(
              BatchFormat.HEADER_SIZE + records * (valueBytes + MAX_RECORD_OVERHEAD));
      batch.position(BatchFormat.HEADER_SIZE);
      SplittableRandom random = new SplittableRandom(baseOffset);
      for (int i = 0; i < records; i++) {
        writeRecord(batch, i, random);
      }
      batch.flip();
      writeHeader(batch);
      // Tight, so that a store that keeps more than the remaining bytes shows.
      return ByteBuffer.allocate(batch.limit()).put(batch).flip();
    }

    private void writeRecord(ByteBuffer batch, int offsetDelta, SplittableRandom random) {
      byte[] value = new byte[valueBytes];
      random.nextBytes(value);
      int body = 1 + 1 + varintSize(offsetDelta) + 1 + varintSize(valueBytes) + valueBytes + 1;
      writeVarint(batch, body);
      batch.put((byte) 0);
      writeVarint(batch, 0);
      writeVarint(batch, offsetDelta);
      writeVarint(batch, -1);
      writeVarint(batch, valueBytes);
      batch.put(value);
      writeVarint(batch, 0);
    }

    private void writeHeader(ByteBuffer b) {
      BatchFormat.stamp(b, 0, baseOffset, leaderEpoch);
      b.putInt(BatchFormat.LENGTH, b.limit() - BatchFormat.LENGTH_OVERHEAD);
      b.put(BatchFormat.MAGIC, BatchFormat.CURRENT_MAGIC);
      b.putShort(BatchFormat.ATTRIBUTES, (short) attributes);
      b.putInt(BatchFormat.LAST_OFFSET_DELTA, records - 1);
      b.putLong(BatchFormat.BASE_TIMESTAMP, timestamp);
      b.putLong(BatchFormat.MAX_TIMESTAMP, timestamp);
      b.putLong(BatchFormat.PRODUCER_ID, producerId);
      b.putShort(BatchFormat.PRODUCER_EPOCH, producerEpoch);
      b.putInt(BatchFormat.BASE_SEQUENCE, baseSequence);
      b.putInt(BatchFormat.RECORD_COUNT, records);
      b.putInt(BatchFormat.CRC, crc(b, b.limit()));
    }

    private static int varintSize(int value) {
      int zigzag = (value << 1) ^ (value >> 31);
      return (38 - Integer.numberOfLeadingZeros(zigzag | 1)) / 7;
    }

    private static void writeVarint(ByteBuffer out, int value) {
      int rest = (value << 1) ^ (value >> 31);
      while ((rest & ~0x7f) != 0) {
        out.put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      out.put((byte) rest);
    }
  }
}
