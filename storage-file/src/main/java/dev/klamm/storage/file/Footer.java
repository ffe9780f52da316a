package dev.klamm.storage.file;

import dev.klamm.api.storage.CorruptStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a sealed file carries after its last commit: the sparse indexes of its logs.
 *
 * <pre>
 *  +-------------------+-------------------+- -+----------------------------------------+
 *  | crc u32 | index   | crc u32 | index   |...| magic u32 | data end i64 | crc u32      |
 *  | of one log        | of the next       |   | the last 16 bytes of the file          |
 *  +-------------------+-------------------+- -+----------------------------------------+
 *
 *  index entry: base offset, position of the commit, position of the batch, bytes of the log in
 *  this file before it, largest timestamp up to the next entry: i64 each
 * </pre>
 *
 * Where each index begins is told by the checkpoint. A file is forced before its footer is written,
 * so a footer says that all before it is on disk.
 */
final class Footer {

  static final int TRAILER = 16;
  static final long NONE = -1;
  private static final int MAGIC = 0xf007e4d0;
  private static final int CRC_BYTES = 4;

  private Footer() {}

  /**
   * Writes the footer at the end of the data, forces it and cuts the file behind it. Tells the runs
   * where their indexes are.
   */
  static void write(JournalFile file, List<LogRuns> all) throws IOException {
    DiskFile io = file.io();
    long position = file.dataEnd();
    io.resize(position);
    long[] indexAt = new long[all.size()];
    int[] counts = new int[all.size()];
    for (int i = 0; i < indexAt.length; i++) {
      RunIndex index = all.get(i).resident();
      if (index != null) {
        ByteBuffer section = section(index);
        indexAt[i] = position;
        counts[i] = index.count();
        position += section.remaining();
        io.write(section, indexAt[i]);
      }
    }
    io.write(trailer(file.dataEnd()), position);
    io.force();
    for (int i = 0; i < indexAt.length; i++) {
      all.get(i).movedToFooter(indexAt[i], counts[i]);
    }
    file.sealed(true);
  }

  private static ByteBuffer section(RunIndex index) {
    ByteBuffer b = ByteBuffer.allocate(CRC_BYTES + index.count() * RunIndex.ENTRY_BYTES);
    b.position(CRC_BYTES);
    index.writeTo(b);
    b.putInt(0, JournalFormat.crc(b.array(), CRC_BYTES, b.position() - CRC_BYTES));
    return b.flip();
  }

  private static ByteBuffer trailer(long dataEnd) {
    ByteBuffer b = ByteBuffer.allocate(TRAILER).putInt(MAGIC).putLong(dataEnd);
    b.putInt(JournalFormat.crc(b.array(), 0, b.position()));
    return b.flip();
  }

  /** Where the data of a file ends if it carries a footer, otherwise {@link #NONE}. */
  static long dataEnd(DiskFile io) throws IOException {
    long size = io.size();
    ByteBuffer b = ByteBuffer.allocate(TRAILER);
    if (size < TRAILER || io.read(b, size - TRAILER) < TRAILER || b.getInt(0) != MAGIC) {
      return NONE;
    }
    CRC32C crc = new CRC32C();
    crc.update(b.array(), 0, TRAILER - CRC_BYTES);
    long end = b.getLong(4);
    return (int) crc.getValue() == b.getInt(TRAILER - CRC_BYTES) && end <= size - TRAILER
        ? end
        : NONE;
  }

  /** Reads the index of runs whose file is sealed. */
  static RunIndex readIndex(LogRuns runs) {
    int bytes = runs.indexCount() * RunIndex.ENTRY_BYTES;
    ByteBuffer b = ByteBuffer.allocate(CRC_BYTES + bytes);
    int n = runs.file().read(b, runs.indexPosition());
    if (n < b.capacity() || b.getInt(0) != JournalFormat.crc(b.array(), CRC_BYTES, bytes)) {
      throw new CorruptStoreException(
          "the index at position " + runs.indexPosition() + " of " + runs.file() + " is damaged");
    }
    return RunIndex.readFrom(b.position(CRC_BYTES), runs.indexCount());
  }
}
