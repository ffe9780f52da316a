package dev.klamm.bench;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.StorageException;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.log.Partition;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An engine with one partition whose loop is the benchmark's own thread, so that nothing is
 * measured but the engine, the partition and the store.
 */
final class SteppedEngine implements AutoCloseable {

  /** So that a run of any length needs bounded memory and disk. */
  private static final int APPENDS_PER_TRIM = 2048;

  private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
  private final Engine engine = new Engine(loop::add, Clock.system());
  private final ScratchStore scratch;
  private final Partition partition;
  private int appendsToTrim = APPENDS_PER_TRIM;

  SteppedEngine(String storage, Durability durability) {
    scratch = ScratchStore.open(storage, new Forwarding());
    engine.attach(scratch.store());
    partition =
        new Partition(
            new TopicPartition("bench", 0),
            scratch.store().log(ScratchStore.LOG),
            scratch.store().epoch(),
            durability);
    partition.recover(scratch.store().keyValues());
  }

  Partition partition() {
    return partition;
  }

  /** Appends a batch and steps the engine until its records may be read. */
  void append(ByteBuffer batch, int records) throws InterruptedException {
    long end = partition.highWatermark() + records;
    engine.submit(tick -> partition.append(tick, batch));
    while (partition.highWatermark() < end) {
      loop.take().run();
      if (engine.failure() != null) {
        throw engine.failure();
      }
    }
  }

  /** Forgets old records now and then. */
  void trimNowAndThen() {
    if (--appendsToTrim == 0) {
      appendsToTrim = APPENDS_PER_TRIM;
      engine.submit(tick -> partition.trim(tick, partition.highWatermark()));
    }
  }

  @Override
  public void close() {
    scratch.close();
  }

  /** The store is opened with its listener before the engine can know the store. */
  private final class Forwarding implements CommitListener {

    @Override
    public void durable(Durability level, long commit) {
      engine.durable(level, commit);
    }

    @Override
    public void failed(StorageException cause) {
      engine.failed(cause);
    }
  }

  static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the benchmark was not set up");
    }
    return value;
  }
}
