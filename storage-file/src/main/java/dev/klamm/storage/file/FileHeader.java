package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a journal file.
 *
 * @param chain CRC of the commit before the first of this file
 */
record FileHeader(int kind, long number, long firstSequence, int chain, Uuid store) {

  /** Parses a header, or gives null when these bytes are none: the file was never begun. */
  static @Nullable FileHeader parse(ByteBuffer b) {
    if (b.limit() < JournalFormat.FILE_HEADER || b.getLong(0) != JournalFormat.FILE_MAGIC) {
      return null;
    }
    byte[] bytes = new byte[JournalFormat.FILE_HEADER];
    b.get(0, bytes);
    if (b.getInt(JournalFormat.FILE_CRC) != JournalFormat.crc(bytes, 0, JournalFormat.FILE_CRC)) {
      return null;
    }
    return new FileHeader(
        b.getInt(JournalFormat.FILE_KIND),
        b.getLong(JournalFormat.FILE_NUMBER),
        b.getLong(JournalFormat.FILE_FIRST_SEQUENCE),
        b.getInt(JournalFormat.FILE_CHAIN),
        new Uuid(
            b.getLong(JournalFormat.FILE_STORE_ID), b.getLong(JournalFormat.FILE_STORE_ID + 8)));
  }
}
