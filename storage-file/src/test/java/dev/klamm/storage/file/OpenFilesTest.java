package dev.klamm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many files a store has, only so many are open. */
final class OpenFilesTest {

  private static final int LIMIT = 6;
  private static final int RECORD_BYTES = 60_000;
  private static final int RECORDS = 60;

  /** The file that is written, the next one, and one that is being sealed. */
  private static final int WRITTEN = 3;

  @TempDir Path directory;

  private final Set<Path> open = ConcurrentHashMap.newKeySet();
  private LogStore store;
  private PartitionLog log;

  @BeforeEach
  void fill() {
    FileStorageSettings settings =
        FileStorageSettings.of(directory)
            .withJournalFileBytes(FileStorageSettings.MIN_JOURNAL_FILE_BYTES)
            .withTailCacheBytes(0)
            .withOpenFiles(LIMIT);
    store = Fixture.open(settings, new Watching());
    log = store.log(Fixture.A);
    for (int i = 0; i < RECORDS; i++) {
      Fixture.append(store, Fixture.A, 1, RECORD_BYTES);
    }
  }

  @AfterEach
  void close() {
    store.close();
    assertThat(open).isEmpty();
  }

  @Test
  void readingAllFilesKeepsOnlyTheLimitOpen() throws Exception {
    for (int round = 0; round < 3; round++) {
      for (long offset = 0; offset < RECORDS; offset++) {
        check(read(offset), offset);
      }
    }
    await();
  }

  /** Files that were written at last are sealed a little later, by another thread. */
  private void await() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (open.size() > LIMIT + WRITTEN && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
      check(read(0), 0);
    }
    assertThat(open.size()).isLessThanOrEqualTo(LIMIT + WRITTEN);
  }

  @Test
  void aViewKeepsItsFileOpen() {
    List<RecordsView> views = new ArrayList<>();
    for (long offset = 0; offset < 20; offset++) {
      views.add(view(offset));
    }
    for (long offset = 20; offset < RECORDS; offset++) {
      check(read(offset), offset);
    }
    for (int i = 0; i < views.size(); i++) {
      check(views.get(i).toBuffer(), i);
      views.get(i).close();
    }
  }

  @Test
  void manyReadersAtOnceReadRight() {
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (int reader = 0; reader < 4; reader++) {
      int step = 7 + 2 * reader;
      readers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 400; i++) {
                  long offset = (long) i * step % RECORDS;
                  check(read(offset), offset);
                }
              }));
    }
    readers.forEach(CompletableFuture::join);
  }

  private RecordsView view(long offset) {
    return (RecordsView) log.read(offset, RECORDS, 1, true);
  }

  private ByteBuffer read(long offset) {
    try (RecordsView view = view(offset)) {
      return view.toBuffer();
    }
  }

  private static void check(ByteBuffer read, long offset) {
    assertThat(read).isEqualTo(Fixture.batch(offset, 1, RECORD_BYTES, offset));
  }

  /** Knows which files are open. */
  private final class Watching implements Disk {

    private final Disk disk = new LocalDisk();

    @Override
    public DiskFile open(Path path) throws IOException {
      return watched(path, disk.open(path));
    }

    @Override
    public DiskFile create(Path path) throws IOException {
      return watched(path, disk.create(path));
    }

    private DiskFile watched(Path path, DiskFile file) {
      open.add(path);
      return new WatchedFile(path, file);
    }

    @Override
    public List<String> list(Path path) throws IOException {
      return disk.list(path);
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
    public void forceDirectory(Path path) throws IOException {
      disk.forceDirectory(path);
    }
  }

  private final class WatchedFile implements DiskFile {

    private final Path path;
    private final DiskFile file;

    WatchedFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public java.nio.channels.FileChannel channel() throws IOException {
      return file.channel();
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      file.write(from, position);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return file.read(to, position);
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void resize(long size) throws IOException {
      file.resize(size);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      open.remove(path);
      file.close();
    }
  }
}
