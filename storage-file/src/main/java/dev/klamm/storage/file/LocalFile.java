package dev.klamm.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of the local disk.
 *
 * <p>An interrupt closes a {@link FileChannel} under all its users. So writing and reading have a
 * channel each, that for writing opened when it is first needed, and one that was closed that way
 * is opened again: positional I/O can be repeated. The thread stays interrupted.
 */
final class LocalFile implements DiskFile {

  private interface Io {
    long run(FileChannel channel) throws IOException;
  }

  private final Path path;
  private volatile @Nullable FileChannel writing;
  private volatile FileChannel reading;
  private volatile boolean closed;

  LocalFile(Path path) throws IOException {
    this.path = path;
    reading = FileChannel.open(path, StandardOpenOption.READ);
  }

  private FileChannel openWriting() throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public FileChannel channel() throws IOException {
    FileChannel channel = reading;
    return channel.isOpen() ? channel : reopened(false);
  }

  @Override
  public void write(ByteBuffer from, long position) throws IOException {
    int start = from.position();
    run(
        true,
        channel -> {
          from.position(start);
          long at = position;
          while (from.hasRemaining()) {
            at += channel.write(from, at);
          }
          return 0;
        });
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    int start = to.position();
    return (int)
        run(
            false,
            channel -> {
              to.position(start);
              long at = position;
              while (to.hasRemaining()) {
                int n = channel.read(to, at);
                if (n < 0) {
                  break;
                }
                at += n;
              }
              return at - position;
            });
  }

  @Override
  public void force() throws IOException {
    run(
        true,
        channel -> {
          channel.force(false);
          return 0;
        });
  }

  @Override
  public void resize(long size) throws IOException {
    run(
        true,
        channel -> {
          if (channel.size() < size) {
            channel.write(ByteBuffer.allocate(1), size - 1);
          }
          channel.truncate(size);
          return 0;
        });
  }

  @Override
  public long size() throws IOException {
    return run(false, FileChannel::size);
  }

  private long run(boolean forWriting, Io io) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          FileChannel channel = forWriting ? writing : reading;
          return io.run(channel != null ? channel : reopened(true));
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
          reopened(forWriting);
        } catch (ClosedChannelException e) {
          reopened(forWriting);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized FileChannel reopened(boolean forWriting) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (forWriting) {
      FileChannel channel = writing;
      if (channel == null || !channel.isOpen()) {
        channel = openWriting();
        writing = channel;
      }
      return channel;
    }
    if (!reading.isOpen()) {
      reading = FileChannel.open(path, StandardOpenOption.READ);
    }
    return reading;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try {
      FileChannel channel = writing;
      if (channel != null) {
        channel.close();
      }
    } finally {
      reading.close();
    }
  }
}
