package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.CorruptStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the state that a store was left in: the newest checkpoint, and the commits behind it up to
 * the last whole one. Only reads; {@link StoreOpening} repairs afterwards.
 */
final class Recovery {

  private record RunsAt(JournalFile file, long position) {}

  private final Disk disk;
  private final Path directory;
  private final Uuid store;
  private final StoreFiles files;
  private final StoreState state;
  private final Replay replay;
  private final NavigableSet<Long> journals = new TreeSet<>();
  private final NavigableSet<Long> recuts = new TreeSet<>();
  private final NavigableSet<Long> checkpoints = new TreeSet<>();
  private final Map<String, JournalFile> found = new HashMap<>();
  private final Map<RunsAt, LogRuns> runs = new HashMap<>();
  private final List<JournalFile> unsealed = new ArrayList<>();

  private CheckpointReader.@Nullable Checkpoint checkpoint;
  private boolean checkpointResolved;
  private JournalEnd end = new JournalEnd(JournalFormat.FILE_HEADER, 0, 0);
  private @Nullable JournalFile tail;
  private boolean tailHasHeader = true;
  private long checkpointBytes;

  Recovery(Disk disk, Path directory, Uuid store, StoreFiles files, StoreState state) {
    this.disk = disk;
    this.directory = directory;
    this.store = store;
    this.files = files;
    this.state = state;
    this.replay = new Replay(state);
  }

  void run() throws IOException {
    for (String name : disk.list(directory)) {
      addIfNumber(journals, name, JournalFormat.JOURNAL_SUFFIX);
      addIfNumber(recuts, name, JournalFormat.RECUT_SUFFIX);
      addIfNumber(checkpoints, name, JournalFormat.CHECKPOINT_SUFFIX);
    }
    readCheckpoint();
    long first = checkpoint == null ? 1 : checkpoint.file();
    if (!journals.contains(first) && (checkpoint != null || !journals.isEmpty())) {
      throw new CorruptStoreException(
          "journal file "
              + JournalFormat.name(first, JournalFormat.JOURNAL_SUFFIX)
              + " is missing in "
              + directory);
    }
    long number = first;
    while (journals.contains(number) && scan(number)) {
      number++;
    }
    resolveCheckpoint();
  }

  private static void addIfNumber(NavigableSet<Long> numbers, String name, String suffix) {
    long number = JournalFormat.number(name, suffix);
    if (number >= 0) {
      numbers.add(number);
    }
  }

  private void readCheckpoint() throws IOException {
    if (checkpoints.isEmpty()) {
      return;
    }
    Path path =
        directory.resolve(JournalFormat.name(checkpoints.last(), JournalFormat.CHECKPOINT_SUFFIX));
    try (DiskFile io = disk.open(path)) {
      CheckpointReader.Checkpoint read = CheckpointReader.read(path, io, store, state.keys());
      checkpoint = read;
      end = read.end();
      checkpointBytes = io.size();
      state.epoch(read.epoch());
    }
  }

  /** Reads a journal file; false when the journal ends before or in it. */
  private boolean scan(long number) throws IOException {
    JournalFile file = file(JournalFormat.KIND_JOURNAL, number);
    DiskFile io = file.io();
    long size = io.size();
    FileHeader header = header(file, io);
    boolean continues =
        header != null
            && header.firstSequence() == end.sequence() + 1
            && header.chain() == end.chain();
    boolean isFirst = checkpoint != null && number == checkpoint.file();
    if (header == null || (!continues && !(isFirst && fits(header)))) {
      refuseIfLost(file, io, size);
      if (tail == null) {
        if (end.position() > JournalFormat.FILE_HEADER) {
          throw corrupt(file);
        }
        tail = file;
        tailHasHeader = false;
      }
      return false;
    }
    tail = file;
    unsealed.add(file);
    long sealedEnd = Footer.dataEnd(io);
    if (isFirst && sealedEnd == end.position() && !begun(number + 1)) {
      file.sealed(true);
      file.dataEnd(sealedEnd);
      return false;
    }
    return scan(file, io, header, sealedEnd == Footer.NONE ? size : sealedEnd, sealedEnd);
  }

  /** Whether the checkpoint lies within the file, or where it begins. */
  private boolean fits(FileHeader header) {
    return header.firstSequence() <= end.sequence() + 1;
  }

  private boolean begun(long number) throws IOException {
    if (!journals.contains(number)) {
      return false;
    }
    JournalFile file = file(JournalFormat.KIND_JOURNAL, number);
    return header(file, file.io()) != null;
  }

  private @Nullable FileHeader header(JournalFile file, DiskFile io) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(JournalFormat.FILE_HEADER);
    io.read(b, 0);
    FileHeader header = FileHeader.parse(b.flip());
    if (header != null && !header.store().equals(store)) {
      throw new CorruptStoreException(file.path() + " belongs to another store");
    }
    return header != null && header.number() == file.number() ? header : null;
  }

  private boolean scan(JournalFile file, DiskFile io, FileHeader header, long limit, long sealedEnd)
      throws IOException {
    CommitCursor cursor =
        new CommitCursor(
            io,
            limit,
            new JournalEnd(JournalFormat.FILE_HEADER, header.firstSequence() - 1, header.chain()));
    long covered = checkpoint == null ? 0 : checkpoint.end().sequence();
    replay.nextFile();
    while (cursor.next()) {
      file.dataEnd(cursor.end().position());
      if (cursor.end().sequence() <= covered) {
        replay.index(cursor, file);
      } else {
        resolveCheckpoint();
        replay.apply(cursor, file);
      }
    }
    end = cursor.end();
    file.dataEnd(end.position());
    if (end.sequence() < covered || (sealedEnd != Footer.NONE && end.position() < sealedEnd)) {
      throw corrupt(file);
    }
    if (sealedEnd == Footer.NONE) {
      refuseIfLost(file, io, limit);
    }
    return true;
  }

  /** Refuses to cut the journal where it ends if what comes after proves that more was on disk. */
  private void refuseIfLost(JournalFile file, DiskFile io, long size) throws IOException {
    CommitCursor cursor = new CommitCursor(io, size, end);
    boolean lost = tail == file ? cursor.laterCommitProvesLoss() : cursor.firstCommitProvesLoss();
    if (lost) {
      throw corrupt(tail == null ? file : tail);
    }
  }

  private CorruptStoreException corrupt(JournalFile file) {
    return new CorruptStoreException(
        file.path()
            + " is damaged at position "
            + end.position()
            + ", commit "
            + (end.sequence() + 1)
            + ", which was safely on disk once; nothing was changed");
  }

  /** Takes over the logs of the checkpoint, once the runs of its last file are known. */
  private void resolveCheckpoint() throws IOException {
    CheckpointReader.Checkpoint from = checkpoint;
    if (checkpointResolved || from == null) {
      return;
    }
    checkpointResolved = true;
    for (JournalFile file : unsealed) {
      keepRuns(file);
    }
    for (CheckpointReader.Log log : from.logs()) {
      LogSegment[] segments = new LogSegment[log.segments().size()];
      for (int i = 0; i < segments.length; i++) {
        segments[i] = segment(log, log.segments().get(i));
      }
      state.log(log.id()).restore(log.start(), log.end(), segments);
    }
  }

  private void keepRuns(JournalFile file) {
    for (LogRuns each : file.runs()) {
      runs.put(new RunsAt(file, each.position()), each);
    }
  }

  private LogSegment segment(CheckpointReader.Log log, CheckpointReader.Segment s)
      throws IOException {
    JournalFile file = referenced(s);
    LogRuns of = runs.get(new RunsAt(file, s.runsPosition()));
    if (of == null) {
      if (s.indexCount() == 0) {
        throw new CorruptStoreException(
            "the checkpoint of "
                + directory
                + " names batches of "
                + log.id()
                + " at position "
                + s.runsPosition()
                + " of "
                + file
                + ", where none are");
      }
      of =
          new LogRuns(file, log.id(), s.runsType(), s.runsPosition(), s.runsStart())
              .restore(
                  s.runsEnd(),
                  s.runsBytes(),
                  s.runsMaxTimestamp(),
                  s.indexPosition(),
                  s.indexCount());
      runs.put(new RunsAt(file, s.runsPosition()), of);
      if (file == tail) {
        file.runs().add(of);
      }
    }
    return new LogSegment(
        of, s.start(), s.endClip(), s.bytesBefore(), s.bytesClip(), s.maxTimestampClip());
  }

  private JournalFile referenced(CheckpointReader.Segment s) throws IOException {
    JournalFile file = file(s.fileKind(), s.fileNumber());
    boolean isRecut = s.fileKind() == JournalFormat.KIND_RECUT;
    if (!(isRecut ? recuts : journals).contains(s.fileNumber())) {
      throw new CorruptStoreException(file.path() + " is missing, but the store needs it");
    }
    if (file.dataEnd() != 0) {
      return file;
    }
    if (s.fileSealed()) {
      file.dataEnd(s.fileDataEnd());
      file.sealed(true);
      file.forced(true);
    } else {
      scanForIndex(file);
    }
    return file;
  }

  /** Rebuilds the indexes of a file that could not be given its footer. */
  private void scanForIndex(JournalFile file) throws IOException {
    DiskFile io = file.io();
    FileHeader header = header(file, io);
    if (header == null) {
      throw corrupt(file);
    }
    long sealedEnd = Footer.dataEnd(io);
    CommitCursor cursor =
        new CommitCursor(
            io,
            sealedEnd == Footer.NONE ? io.size() : sealedEnd,
            new JournalEnd(JournalFormat.FILE_HEADER, header.firstSequence() - 1, header.chain()));
    replay.nextFile();
    while (cursor.next()) {
      file.dataEnd(cursor.end().position());
      replay.index(cursor, file);
    }
    replay.nextFile();
    unsealed.add(file);
    keepRuns(file);
  }

  private JournalFile file(int kind, long number) {
    return found.computeIfAbsent(kind + ":" + number, key -> files.add(kind, number));
  }

  // ---- what was found

  /** The file in which the journal goes on, or null for a store without any. */
  @Nullable JournalFile tail() {
    return tail;
  }

  boolean tailHasHeader() {
    return tailHasHeader;
  }

  JournalEnd end() {
    return end;
  }

  /** Files without a footer, the tail among them. */
  List<JournalFile> unsealed() {
    return unsealed;
  }

  long lastRecut() {
    return recuts.isEmpty() ? 0 : recuts.last();
  }

  long lastCheckpoint() {
    return checkpoints.isEmpty() ? 0 : checkpoints.last();
  }

  long checkpointBytes() {
    return checkpointBytes;
  }
}
