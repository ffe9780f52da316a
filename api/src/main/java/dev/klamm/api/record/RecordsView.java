package dev.klamm.api.record;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whole record batches as they lie in memory or in a file, so that a fetch hands bytes from storage
 * to socket without looking at or copying them.
 *
 * <p>A view stays valid until {@link #close()}, also when its range is trimmed, replaced or dropped
 * meanwhile. Whoever got the view closes it, once; a view that is never closed keeps memory or a
 * file alive. Views are immutable, and a view may be handed from thread to thread.
 *
 * @since 0.1
 */
public sealed interface RecordsView extends RecordsRead, AutoCloseable
    permits BufferRecords, FileRecords, CompositeRecords {

  /** Bytes in this view, 0 or more. */
  int sizeInBytes();

  /**
   * The bytes in one buffer, position 0 to limit {@link #sizeInBytes()}: the view's own memory,
   * read-only, where it is a single buffer, otherwise a copy.
   *
   * @throws java.io.UncheckedIOException when a file cannot be read
   */
  ByteBuffer toBuffer();

  /** Gives back what the view holds. Idempotent, and never throws. */
  @Override
  void close();

  /** A view of nothing. */
  static RecordsView empty() {
    return BufferRecords.EMPTY;
  }

  /**
   * A view of a buffer's remaining bytes, which must not change afterwards; closing it does
   * nothing.
   */
  static RecordsView ofBuffer(ByteBuffer buffer) {
    return new BufferRecords(buffer, BufferRecords.NOTHING);
  }

  /** Several views one after another; closing the result closes them all. */
  static RecordsView of(List<? extends RecordsView> parts) {
    return parts.size() == 1 ? parts.get(0) : CompositeRecords.of(parts);
  }
}
