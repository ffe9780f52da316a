package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.storage.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Batches, logs and stores for the tests of this package. */
final class Fixture {

  static final LogId A = new LogId(new Uuid(1, 1), 0);
  static final LogId B = new LogId(new Uuid(1, 1), 1);
  static final LogId C = new LogId(new Uuid(2, 2), 0);

  private Fixture() {}

  static LogStore open(Path directory) {
    return open(FileStorageSettings.of(directory), new LocalDisk());
  }

  static LogStore open(FileStorageSettings settings, Disk disk) {
    return new FileStorage(settings, disk).open(context(CommitListener.NONE));
  }

  static StorageContext context(CommitListener listener) {
    return new StorageContext(Clock.system(), Fixture::thread, new Random(7), listener);
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "store");
    thread.setDaemon(true);
    return thread;
  }

  /** A batch of records whose content is made from its offset, so that a reader can check it. */
  static ByteBuffer batch(long base, int records, int size, long maxTimestamp) {
    ByteBuffer b = ByteBuffer.allocate(BatchFormat.HEADER_SIZE + size);
    b.putLong(base).putInt(b.capacity() - BatchFormat.LENGTH_OVERHEAD).putInt(0);
    b.put(BatchFormat.CURRENT_MAGIC).putInt(0).putShort((short) 0).putInt(records - 1);
    b.putLong(maxTimestamp).putLong(maxTimestamp).putLong(-1).putShort((short) -1).putInt(-1);
    b.putInt(records);
    for (int i = 0; i < size; i++) {
      b.put((byte) (base * 31 + i));
    }
    return b.flip();
  }

  static long append(LogStore store, LogId id, int records, int size) {
    long base = store.log(id).endOffset();
    return store.commit(append(new Batch(), id, base, records, size));
  }

  static Batch append(Batch batch, LogId id, long base, int records, int size) {
    return batch.append(id, base, base + records, base, batch(base, records, size, base));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String get(LogStore store, String key) {
    byte[] value = store.keyValues().get(bytes(key));
    return value == null ? "none" : new String(value, StandardCharsets.UTF_8);
  }

  static ByteBuffer read(PartitionLog log, long from, long upTo, int maxBytes) {
    try (RecordsView view = (RecordsView) log.read(from, upTo, maxBytes, true)) {
      ByteBuffer copy = ByteBuffer.allocate(view.sizeInBytes());
      return copy.put(view.toBuffer()).flip();
    }
  }

  /** Base offsets of all batches from an offset on, read in pieces, with their content checked. */
  static List<Long> offsets(PartitionLog log, long from, int maxBytes) {
    List<Long> bases = new ArrayList<>();
    long next = from;
    while (next < log.endOffset()) {
      ByteBuffer b = read(log, next, log.endOffset(), maxBytes);
      if (!b.hasRemaining()) {
        break;
      }
      for (int at = 0; at < b.limit(); at += BatchFormat.sizeInBytes(b, at)) {
        check(b, at);
        bases.add(BatchFormat.baseOffset(b, at));
        next = BatchFormat.lastOffset(b, at) + 1;
      }
    }
    return bases;
  }

  private static void check(ByteBuffer b, int at) {
    long base = BatchFormat.baseOffset(b, at);
    for (int i = BatchFormat.HEADER_SIZE; i < BatchFormat.sizeInBytes(b, at); i++) {
      if (b.get(at + i) != (byte) (base * 31 + i - BatchFormat.HEADER_SIZE)) {
        throw new AssertionError("batch at offset " + base + " differs at byte " + i);
      }
    }
  }

  static List<Long> headers(PartitionLog log, long from) {
    List<Long> bases = new ArrayList<>();
    try (BatchCursor cursor = log.headers(from)) {
      while (cursor.next()) {
        bases.add(BatchFormat.baseOffset(cursor.header(), 0));
      }
    }
    return bases;
  }

  /** Everything a store holds, as text, to compare two states. */
  static String dump(LogStore store) {
    StringBuilder text = new StringBuilder();
    for (LogId id : new LogId[] {A, B, C}) {
      PartitionLog log = store.log(id);
      text.append(id.partition()).append(':').append(log.startOffset()).append('-');
      text.append(log.endOffset()).append(offsets(log, log.startOffset(), 1 << 20));
      text.append(headers(log, log.startOffset())).append('\n');
    }
    store
        .keyValues()
        .scan(
            new byte[] {0},
            null,
            (key, value) ->
                text.append(new String(key, StandardCharsets.UTF_8))
                    .append('=')
                    .append(new String(value, StandardCharsets.UTF_8))
                    .append('\n'));
    return text.toString();
  }

  static void abort(LogStore store) {
    store.close(CloseMode.ABORT);
  }

  /** Waits for a level to be reached or the store to fail. */
  static final class Waiter implements CommitListener {
    private final CountDownLatch failed = new CountDownLatch(1);
    private volatile StorageException cause;
    private long synced;

    @Override
    public synchronized void durable(Durability level, long commit) {
      synced = commit;
      notifyAll();
    }

    @Override
    public synchronized void failed(StorageException why) {
      cause = why;
      failed.countDown();
      notifyAll();
    }

    synchronized boolean awaitSynced(long commit) throws InterruptedException {
      long stop = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (synced < commit && cause == null && System.nanoTime() < stop) {
        wait(1000);
      }
      return synced >= commit;
    }

    StorageException awaitFailure() throws InterruptedException {
      failed.await(20, TimeUnit.SECONDS);
      return cause;
    }
  }
}
