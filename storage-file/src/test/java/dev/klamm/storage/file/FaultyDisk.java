package dev.klamm.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** A disk that fails when its rules say so; by default it does not. */
final class FaultyDisk implements Disk {

  /** Called before each write with its file and length; may throw, or write less than asked. */
  interface WriteRule {
    /** Bytes to write before failing, or the length to write all. */
    int allowed(Path path, long position, int length) throws IOException;
  }

  /** Called before each force, each read, or each creation or resizing. */
  interface Rule {
    void check(Path path) throws IOException;
  }

  volatile WriteRule onWrite = (path, position, length) -> length;
  volatile Rule onForce = path -> {};
  volatile Rule onRead = path -> {};
  volatile Rule onResize = path -> {};

  private final Disk disk = new LocalDisk();
  private boolean forces = true;

  /** Forces nothing, for tests that open many stores and cut no power. */
  FaultyDisk withoutForce() {
    forces = false;
    return this;
  }

  /** A disk on which everything that changes it fails while told. */
  static FaultyDisk failingWhile(java.util.function.BooleanSupplier failing) {
    FaultyDisk disk = new FaultyDisk();
    Rule rule =
        path -> {
          if (failing.getAsBoolean()) {
            throw new IOException("Input/output error");
          }
        };
    disk.onWrite =
        (path, position, length) -> {
          rule.check(path);
          return length;
        };
    disk.onForce = rule;
    disk.onResize = rule;
    return disk;
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    return new FaultyFile(path, disk.open(path));
  }

  @Override
  public DiskFile create(Path path) throws IOException {
    return new FaultyFile(path, disk.create(path));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    onForce.check(directory);
    if (forces) {
      disk.forceDirectory(directory);
    }
  }

  private final class FaultyFile implements DiskFile {
    private final Path path;
    private final DiskFile file;

    FaultyFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public FileChannel channel() throws IOException {
      return file.channel();
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      int allowed = onWrite.allowed(path, position, from.remaining());
      if (allowed >= from.remaining()) {
        file.write(from, position);
        return;
      }
      ByteBuffer part = from.duplicate();
      file.write(part.limit(part.position() + allowed), position);
      throw new IOException("No space left on device");
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      onRead.check(path);
      return file.read(to, position);
    }

    @Override
    public void force() throws IOException {
      onForce.check(path);
      if (forces) {
        file.force();
      }
    }

    @Override
    public void resize(long size) throws IOException {
      onResize.check(path);
      file.resize(size);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
