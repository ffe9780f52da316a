package dev.klamm.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** One open file. Any thread may read; one at a time writes. */
interface DiskFile extends Closeable {

  /** For {@link FileChannel#transferTo} and positional reads only. */
  FileChannel channel() throws IOException;

  /** Writes all that remains. */
  void write(ByteBuffer from, long position) throws IOException;

  /** Reads until the buffer is full or the file ends; gives the number of bytes read. */
  int read(ByteBuffer to, long position) throws IOException;

  /** Makes all that was written survive a power cut. */
  void force() throws IOException;

  /** Cuts or extends the file; what is new reads as zeros. */
  void resize(long size) throws IOException;

  long size() throws IOException;
}
