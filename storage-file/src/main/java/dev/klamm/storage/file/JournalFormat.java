package dev.klamm.storage.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Where things lie in a store's directory and in its journal files. All numbers are big-endian.
 *
 * <pre>
 *  meta                          text: format name, version, store id
 *  klamm.lock, klamm.owner       the lock, and who holds it
 *  0000000000000001.journal      commits in sequence; the highest number is being written
 *  0000000000000007.recut        live batches moved out of a mostly dead journal file
 *  0000000000000003.checkpoint   keys, logs and where their batches lie, as of one commit
 *
 *  journal file
 *  +-------------+----------+----------+-   -+----------+--------------------------------+
 *  | file header | commit   | commit   | ... | commit   | zeros or stale bytes, or, once |
 *  | 64 bytes    |          |          |     |          | sealed, a footer: see Footer   |
 *  +-------------+----------+----------+-   -+----------+--------------------------------+
 *
 *  file header
 *  0          8            12       16       24          32      36       40         56     60
 *  +----------+------------+--------+--------+-----------+-------+--------+----------+------+-----+
 *  | magic    | version    | kind   | number | first     | chain | zero   | store id | zero | crc |
 *  | KLAMMJNL | i32 = 1    | i32    | i64    | sequence  | u32   | i32    | 16 bytes | i32  | u32 |
 *  +----------+------------+--------+--------+-----------+-------+--------+----------+------+-----+
 *
 *  commit
 *  0       4     8        16         24         32          36      40
 *  +-------+-----+--------+----------+----------+-----------+-------+-----------+----------------+
 *  | magic | crc | length | sequence | synced   | directory | count | directory | payload, in    |
 *  | u32   | u32 | i64    | i64      | i64      | length    | of    |           | the directory's|
 *  |       |     |        |          | sequence | i32       | entries           | order          |
 *  +-------+-----+--------+----------+----------+-----------+-------+-----------+----------------+
 *
 *  directory entries, by their first byte               payload
 *  1 append   log 20, base i64, end i64, max timestamp i64, length i32    record batches
 *  2 replace  the same                                                    record batches
 *  3 trim     log 20, new start i64
 *  4 drop     log 20
 *  5 put      key length i32, value length i32                            key, value
 *  6 delete   key length i32                                              key
 *  7 epoch    epoch i32
 * </pre>
 *
 * A commit's CRC-32C covers the whole commit with the CRC of the commit before it in the place of
 * its own, so each commit vouches for all before it, and stale bytes of an earlier life of the file
 * never fit. The first commit of a file continues the chain with the number in the file header.
 *
 * <p><i>Synced sequence</i> is the last commit known to be on disk when this one was written. A bad
 * commit that a later good one claims to be on disk was not torn by a crash: the store is corrupt.
 */
final class JournalFormat {

  static final int VERSION = 1;

  static final long FILE_MAGIC = 0x4b4c414d4d4a4e4cL; // KLAMMJNL
  static final int FILE_HEADER = 64;
  static final int FILE_VERSION = 8;
  static final int FILE_KIND = 12;
  static final int FILE_NUMBER = 16;
  static final int FILE_FIRST_SEQUENCE = 24;
  static final int FILE_CHAIN = 32;
  static final int FILE_STORE_ID = 40;
  static final int FILE_CRC = 60;

  static final int KIND_JOURNAL = 0;
  static final int KIND_RECUT = 1;

  static final int COMMIT_MAGIC = 0xc0117ed1;
  static final int COMMIT_HEADER = 40;
  static final int COMMIT_CRC = 4;
  static final int COMMIT_LENGTH = 8;
  static final int COMMIT_SEQUENCE = 16;
  static final int COMMIT_SYNCED = 24;
  static final int COMMIT_DIRECTORY = 32;
  static final int COMMIT_COUNT = 36;

  static final byte APPEND = 1;
  static final byte REPLACE = 2;
  static final byte TRIM = 3;
  static final byte DROP = 4;
  static final byte PUT = 5;
  static final byte DELETE = 6;
  static final byte EPOCH = 7;

  /** Bytes of a directory entry by its type. */
  private static final int[] ENTRY_SIZE = {0, 49, 49, 29, 21, 9, 5, 5};

  static final String JOURNAL_SUFFIX = ".journal";
  static final String RECUT_SUFFIX = ".recut";
  static final String CHECKPOINT_SUFFIX = ".checkpoint";
  static final String TEMPORARY_SUFFIX = ".tmp";

  private JournalFormat() {}

  /** Size of a directory entry, or 0 for a type that does not exist. */
  static int entrySize(byte type) {
    return type > 0 && type < ENTRY_SIZE.length ? ENTRY_SIZE[type] : 0;
  }

  static String name(long number, String suffix) {
    return String.format("%016x", number) + suffix;
  }

  /** The number in a file's name, or -1 when the name is not of that kind. */
  static long number(String name, String suffix) {
    if (name.length() != 16 + suffix.length() || !name.endsWith(suffix)) {
      return -1;
    }
    try {
      return Long.parseUnsignedLong(name, 0, 16, 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  static ByteBuffer fileHeader(FileHeader header) {
    ByteBuffer b = ByteBuffer.allocate(FILE_HEADER);
    b.putLong(FILE_MAGIC).putInt(VERSION).putInt(header.kind()).putLong(header.number());
    b.putLong(header.firstSequence()).putInt(header.chain()).putInt(0);
    b.putLong(header.store().mostSignificantBits());
    b.putLong(header.store().leastSignificantBits());
    b.putInt(0).putInt(crc(b.array(), 0, FILE_CRC));
    return b.flip();
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
