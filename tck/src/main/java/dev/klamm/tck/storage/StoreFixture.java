package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.PendingRecords;
import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend under test with the store that is open on it now. Remembers what the store told its
 * listener and which threads it made. For one thread.
 */
public final class StoreFixture implements AutoCloseable {

  private static final long READ_TIMEOUT_SECONDS = 20;

  private final StorageBackend backend;
  private final Duration patience;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private RecordingListener listener = new RecordingListener();
  private @Nullable LogStore store;

  /**
   * @param patience how long to wait for what must happen soon
   */
  public StoreFixture(StorageBackend backend, Duration patience) {
    this.backend = backend;
    this.patience = patience;
  }

  /** Names a log by a small number. */
  public static LogId log(int number) {
    return new LogId(new Uuid(7, 1000 + number / 3), number % 3);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  StorageBackend backend() {
    return backend;
  }

  /** Whether anything outlives the store's close. */
  boolean survives() {
    return !backend.capabilities().contains(StorageCapability.VOLATILE);
  }

  Durability strongest() {
    return backend.strongestDurability();
  }

  /** The open store; opens one if none is. */
  public LogStore store() {
    LogStore open = store;
    if (open == null) {
      listener = new RecordingListener();
      open = backend.open(context());
      store = open;
    }
    return open;
  }

  StorageContext context() {
    return new StorageContext(Clock.system(), this::newThread, new Random(42), listener);
  }

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "store-under-test-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  RecordingListener listener() {
    return listener;
  }

  /** Closes the store and opens it again. */
  public LogStore reopen(CloseMode mode) {
    close(mode);
    return store();
  }

  void close(CloseMode mode) {
    LogStore open = store;
    store = null;
    if (open != null) {
      open.close(mode);
      assertThat(listener.violations()).as("what the listener was told").isEmpty();
    }
  }

  @Override
  public void close() {
    close(CloseMode.ABORT);
  }

  /** How many of the threads that stores asked for still run, after waiting for them a little. */
  long runningThreads() {
    tryAwait(() -> threads.stream().noneMatch(Thread::isAlive));
    return threads.stream().filter(Thread::isAlive).count();
  }

  /** Commits batches at the end of a log, whatever their number. */
  public long append(LogId id, ByteBuffer records) {
    return store().commit(appendTo(new Batch(), id, records));
  }

  /** Adds an append to a batch, with bounds and timestamp as the records say. */
  static Batch appendTo(Batch batch, LogId id, ByteBuffer records) {
    List<StoredBatch> parts = TestBatches.split(records);
    return batch.append(
        id,
        parts.get(0).baseOffset(),
        parts.get(parts.size() - 1).endOffset(),
        maxTimestamp(parts),
        records);
  }

  static long maxTimestamp(List<StoredBatch> batches) {
    long max = -1;
    for (StoredBatch batch : batches) {
      max = Math.max(max, batch.maxTimestamp());
    }
    return max;
  }

  /** Everything from the log's start to its end. */
  public List<StoredBatch> readAll(LogId id) {
    PartitionLog log = store().log(id);
    return read(log, log.startOffset());
  }

  static List<StoredBatch> read(PartitionLog log, long from) {
    return read(log, from, log.endOffset(), Integer.MAX_VALUE, true);
  }

  /** Reads, and leaves the caller bytes of its own. */
  static List<StoredBatch> read(
      PartitionLog log, long from, long upTo, int maxBytes, boolean minOneBatch) {
    try (RecordsView view = view(log.read(from, upTo, maxBytes, minOneBatch))) {
      return batches(view);
    }
  }

  /** The batches of a view, copied. */
  static List<StoredBatch> batches(RecordsView view) {
    ByteBuffer bytes = view.toBuffer();
    assertThat(bytes.remaining()).as("bytes of a view").isEqualTo(view.sizeInBytes());
    return TestBatches.split(TestBatches.concat(bytes));
  }

  /** The view itself, waiting for one that is still on its way. */
  static RecordsView view(RecordsRead read) {
    if (read instanceof PendingRecords pending) {
      return pending
          .view()
          .toCompletableFuture()
          .orTimeout(READ_TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .join();
    }
    return (RecordsView) read;
  }

  /** Every key and its value, as the store's scan gives them. */
  List<String> scanAll() {
    List<String> seen = new ArrayList<>();
    store().keyValues().scan(new byte[0], null, (k, v) -> seen.add(StoreModel.text(k, v)));
    return seen;
  }

  /** Makes all commits up to one durable at the strongest level, and waits for that. */
  public void makeDurable(long commit) {
    makeDurable(strongest(), commit);
  }

  void makeDurable(Durability level, long commit) {
    LogStore open = store();
    open.makeDurable(level, commit);
    await("commit " + commit + " at " + level, () -> open.durableUpTo(level) >= commit);
  }

  void await(String what, BooleanSupplier condition) {
    if (!tryAwait(condition)) {
      throw new AssertionError("waited in vain for " + what);
    }
  }

  private boolean tryAwait(BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(100_000);
    }
    return true;
  }
}
