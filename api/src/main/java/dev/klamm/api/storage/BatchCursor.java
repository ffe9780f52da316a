package dev.klamm.api.storage;

import java.nio.ByteBuffer;

/**
 * Walks batch headers in offset order. For one thread; closed by whoever opened it.
 *
 * @since 0.1
 */
public interface BatchCursor extends AutoCloseable {

  /**
   * Moves to the next batch; starts before the first.
   *
   * @return false at the end
   * @throws StorageException when the log cannot be read
   */
  boolean next();

  /**
   * The current batch's header, {@link dev.klamm.api.record.BatchFormat#HEADER_SIZE} bytes from
   * index 0 on; valid until the next move. More bytes may follow and mean nothing.
   */
  ByteBuffer header();

  @Override
  void close();
}
