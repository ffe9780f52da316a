package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.LogId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Copies the live batches of a mostly dead file to a file of their own, log by log, so that the old
 * one can go. The copy is a journal file like any other, only that its commits are no part of the
 * journal: nothing refers to it until the engine's thread has taken it over and a checkpoint says
 * so. The housekeeper.
 */
final class Recut {

  /** A segment to be copied, and the copy; null when there was no batch in it. */
  record Move(FileLog log, LogSegment from, @Nullable LogSegment to) {}

  /** What the engine's thread takes over. */
  record Result(JournalFile file, List<Move> moves) {}

  private static final int COMMIT_BYTES = 1024 * 1024;
  private static final int PREFIX =
      JournalFormat.COMMIT_HEADER + JournalFormat.entrySize(JournalFormat.APPEND);

  private final ReadSide side;
  private final JournalFile file;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer commit = ByteBuffer.allocate(PREFIX + COMMIT_BYTES);
  private long position = JournalFormat.FILE_HEADER;
  private long sequence;
  private int chain;

  private Recut(ReadSide side, JournalFile file) {
    this.side = side;
    this.file = file;
  }

  /** Copies segments to a new file, which is on disk when this returns. */
  static Result copy(
      Disk disk, Path directory, Uuid store, ReadSide side, JournalFile to, List<Move> moves)
      throws IOException {
    try {
      FileHeader header = new FileHeader(JournalFormat.KIND_RECUT, to.number(), 1, 0, store);
      to.create().write(JournalFormat.fileHeader(header), 0);
      Recut recut = new Recut(side, to);
      List<Move> done = new ArrayList<>(moves.size());
      for (Move move : moves) {
        done.add(new Move(move.log(), move.from(), recut.copy(move.from())));
      }
      to.io().force();
      to.forced(true);
      Footer.write(to, to.runs());
      to.runs().clear();
      disk.forceDirectory(directory);
      return new Result(to, done);
    } catch (IOException | RuntimeException e) {
      to.doom();
      to.release();
      throw e;
    }
  }

  private @Nullable LogSegment copy(LogSegment segment) throws IOException {
    LogRuns from = segment.runs();
    if (!side.hold(from)) {
      return null; // trimmed meanwhile: nobody will look for the copy
    }
    try {
      LogRuns runs = null;
      SegmentWalk walk = new SegmentWalk(from, side.index(from), segment.start(), segment.end());
      boolean more = walk.next();
      while (more) {
        if (runs == null) {
          runs = begin(from.log(), segment.start());
        }
        more = copyCommit(walk, runs, segment.end());
      }
      return runs == null ? null : LogSegment.open(runs);
    } finally {
      from.file().release();
    }
  }

  private LogRuns begin(LogId log, long start) {
    LogRuns runs = new LogRuns(file, log, JournalFormat.APPEND, position + PREFIX, start);
    file.runs().add(runs);
    return runs;
  }

  /** Copies batches from the walk's current one on, as many as make a commit; whether more come. */
  private boolean copyCommit(SegmentWalk walk, LogRuns runs, long segmentEnd) throws IOException {
    BatchWalk batch = walk.batch();
    commit.clear().position(PREFIX);
    long base = runs.endOffset();
    long end = base;
    long max = BatchFormat.NO_TIMESTAMP;
    boolean more = true;
    while (more && (commit.position() == PREFIX || batch.size() <= commit.remaining())) {
      long at = position + commit.position();
      runs.mark(batch.baseOffset(), position, at, commit.position() - PREFIX);
      runs.saw(batch.maxTimestamp());
      max = Math.max(max, batch.maxTimestamp());
      end = batch.endOffset();
      read(runs, batch, walk);
      more = walk.next();
    }
    int length = commit.position() - PREFIX;
    write(runs.log(), base, more ? end : segmentEnd, max, length);
    runs.add(more ? end : segmentEnd, length, max);
    return more;
  }

  private void read(LogRuns runs, BatchWalk batch, SegmentWalk walk) throws IOException {
    if (batch.size() > commit.remaining()) {
      commit = ByteBuffer.allocate(PREFIX + batch.size()).position(PREFIX);
    }
    int end = commit.position() + batch.size();
    commit.limit(end);
    if (walk.file().read(commit, batch.position()) < 0 || commit.hasRemaining()) {
      throw new IOException("a batch of " + runs.log() + " ends beyond " + walk.file());
    }
    commit.limit(commit.capacity());
  }

  private void write(LogId log, long base, long end, long maxTimestamp, int length)
      throws IOException {
    int total = commit.position();
    int directory = JournalFormat.entrySize(JournalFormat.APPEND);
    sequence++;
    commit.flip();
    commit.putInt(JournalFormat.COMMIT_MAGIC).putInt(chain).putLong(total).putLong(sequence);
    commit.putLong(0).putInt(directory).putInt(1);
    commit.put(JournalFormat.APPEND).putLong(log.topicId().mostSignificantBits());
    commit.putLong(log.topicId().leastSignificantBits()).putInt(log.partition());
    commit.putLong(base).putLong(end).putLong(maxTimestamp).putInt(length);
    crc.reset();
    crc.update(commit.array(), 0, total);
    chain = (int) crc.getValue();
    commit.putInt(JournalFormat.COMMIT_CRC, chain).position(0);
    file.io().write(commit, position);
    position += total;
    file.dataEnd(position);
  }
}
