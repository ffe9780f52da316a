package dev.klamm.api.record;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Batches in one stretch of a file, for a transport that can send them from there ({@link
 * FileChannel#transferTo}).
 *
 * @since 0.1
 */
public final class FileRecords implements RecordsView {

  private final FileChannel channel;
  private final long position;
  private final int size;
  private final Runnable release;
  private boolean closed;

  /**
   * @param release run once, at {@link #close()}; until then the channel must stay open
   */
  public FileRecords(FileChannel channel, long position, int size, Runnable release) {
    this.channel = channel;
    this.position = position;
    this.size = size;
    this.release = release;
  }

  /**
   * The file. Only positional reads and {@code transferTo} are allowed: its own position belongs to
   * nobody.
   */
  public FileChannel channel() {
    return channel;
  }

  /** Where in the file the view begins, in bytes. */
  public long position() {
    return position;
  }

  @Override
  public int sizeInBytes() {
    return size;
  }

  @Override
  public ByteBuffer toBuffer() {
    ByteBuffer copy = ByteBuffer.allocate(size);
    try {
      while (copy.hasRemaining()) {
        if (channel.read(copy, position + copy.position()) < 0) {
          throw new EOFException(
              "file ends inside a view of " + size + " bytes at position " + position);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy.flip();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
