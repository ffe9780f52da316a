package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes commits at the end of the journal. The engine's thread only.
 *
 * <p>Nothing moves on until a commit is written whole, so what a failed write left behind is not
 * part of the journal.
 */
final class JournalWriter {

  private static final int STAGING_BYTES = 256 * 1024;

  private final Uuid store;
  private final long fileBytes;
  private final TailRing ring;
  private final CommitSink sink = new CommitSink(STAGING_BYTES);
  private final CommitEncoder encoder = new CommitEncoder(sink);
  private final CRC32C crc = new CRC32C();

  private JournalFile file;
  private JournalEnd end;
  private long piecePosition;

  JournalWriter(Uuid store, long fileBytes, TailRing ring, JournalFile file, JournalEnd end) {
    this.store = store;
    this.fileBytes = fileBytes;
    this.ring = ring;
    this.file = file;
    this.end = end;
    file.dataEnd(end.position());
    file.ringAt(end.position());
  }

  JournalFile file() {
    return file;
  }

  /** Where the next commit goes. */
  JournalEnd end() {
    return end;
  }

  /** Whether a commit of so many bytes belongs in the next file. */
  boolean mustRoll(long bytes) {
    return end.position() + bytes > fileBytes && end.position() > JournalFormat.FILE_HEADER;
  }

  /** Goes on in another file, which is empty. */
  void roll(JournalFile next) throws IOException {
    FileHeader header =
        new FileHeader(
            JournalFormat.KIND_JOURNAL, next.number(), end.sequence() + 1, end.chain(), store);
    next.io().write(JournalFormat.fileHeader(header), 0);
    next.dataEnd(JournalFormat.FILE_HEADER);
    next.ringAt(JournalFormat.FILE_HEADER);
    file = next;
    end = new JournalEnd(JournalFormat.FILE_HEADER, end.sequence(), end.chain());
  }

  /**
   * Writes a planned batch.
   *
   * @param synced the last commit that is on disk
   */
  void write(CommitPlan plan, long synced) throws IOException {
    long sequence = end.sequence() + 1;
    if (plan.commitBytes() <= sink.capacity()) {
      sink.begin(piece -> {});
      encoder.encode(plan, sequence, synced, end.chain());
      writeStaged();
    } else {
      writeLarge(plan, sequence, synced);
    }
  }

  void writeEpoch(int epoch, long synced) throws IOException {
    sink.begin(piece -> {});
    encoder.encodeEpoch(epoch, end.sequence() + 1, synced, end.chain());
    writeStaged();
  }

  private void writeStaged() throws IOException {
    ByteBuffer staged = sink.staging();
    int length = staged.position();
    staged.flip();
    crc.reset();
    crc.update(staged);
    int value = (int) crc.getValue();
    staged.putInt(JournalFormat.COMMIT_CRC, value);
    staged.position(0);
    file.io().write(staged, end.position());
    ring.append(staged, length);
    advance(length, value);
  }

  /** Encodes twice: once for the CRC, which stands at the beginning, and once to write. */
  private void writeLarge(CommitPlan plan, long sequence, long synced) throws IOException {
    crc.reset();
    sink.begin(piece -> crc.update(piece.flip()));
    encoder.encode(plan, sequence, synced, end.chain());
    sink.flush();
    int value = (int) crc.getValue();
    piecePosition = end.position();
    try {
      sink.begin(this::writePiece);
      encoder.encode(plan, sequence, synced, value);
      sink.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    // Large reads do as well from the file, so large writes skip the ring; whoever learns of what
    // follows them must find it going on behind them.
    file.ringAt(end.position() + plan.commitBytes());
    advance(plan.commitBytes(), value);
  }

  private void writePiece(ByteBuffer piece) {
    int length = piece.position();
    piece.flip();
    try {
      file.io().write(piece, piecePosition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    piecePosition += length;
  }

  private void advance(long length, int value) {
    end = new JournalEnd(end.position() + length, end.sequence() + 1, value);
    file.dataEnd(end.position());
  }
}
