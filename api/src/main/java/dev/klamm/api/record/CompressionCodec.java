package dev.klamm.api.record;

/**
 * Compresses and decompresses the record section of batches, in the framing that Kafka's clients
 * use for the type. Found by {@link java.util.ServiceLoader}; where several codecs serve one type,
 * one found this way goes before the built-in one.
 *
 * <p>A codec itself is immutable and may be used from any thread. The compressors and decompressors
 * that it makes hold working memory and belong to one thread at a time.
 *
 * @since 0.1
 */
public interface CompressionCodec {

  /** The type it serves; never {@link CompressionType#NONE}. */
  CompressionType type();

  /** The lowest level allowed, as in Kafka's {@code compression.<type>.level}. */
  int minLevel();

  /** The highest level allowed. */
  int maxLevel();

  /** The level used when none is configured. It may lie outside the range, as gzip's -1 does. */
  int defaultLevel();

  /**
   * A new compressor.
   *
   * @param level {@link #defaultLevel()}, or from {@link #minLevel()} to {@link #maxLevel()}
   * @throws IllegalArgumentException for another level, naming what is allowed
   */
  Compressor newCompressor(int level);

  /** A new decompressor. */
  Decompressor newDecompressor();

  /** Compresses batch after batch. One thread at a time. */
  interface Compressor extends AutoCloseable {

    /**
     * Appends the compressed form of a range to the target.
     *
     * @throws BoundedBytes.LimitExceededException when it does not fit the target's limit
     */
    void compress(byte[] source, int offset, int length, BoundedBytes target);

    /** Frees working memory. Idempotent. */
    @Override
    void close();
  }

  /** Decompresses batch after batch. One thread at a time. */
  interface Decompressor extends AutoCloseable {

    /**
     * Appends what the range decompresses to to the target. Must reserve room only as the data
     * proves to need it, or as its compressed size makes plausible, never as the data claims.
     *
     * @throws BoundedBytes.LimitExceededException when it does not fit the target's limit
     * @throws IllegalArgumentException when the range is not the compressed form of anything,
     *     saying what is wrong with it
     */
    void decompress(byte[] source, int offset, int length, BoundedBytes target);

    /** Frees working memory. Idempotent. */
    @Override
    void close();
  }
}
