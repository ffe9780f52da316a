package dev.klamm.testkit.simulation;

import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.storage.StorageException;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.tck.storage.FaultyStorage;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The disk of a simulated broker: commits survive a crash up to where chance has it, but never less
 * than was reported durable; syncs take their time; and commits and syncs fail when told.
 *
 * @since 0.1
 */
public final class SimulatedDisk implements StorageBackend {

  private static final Duration FASTEST = Duration.ofNanos(100_000);
  private static final Duration SLOWEST = Duration.ofMillis(30);

  private final Simulation simulation;
  private final FaultyStorage faulty;
  private final SimulatedLoop loop;
  private Runnable onFailure = () -> {};
  private Duration slowest = SLOWEST;

  /** A disk in memory, empty. */
  public SimulatedDisk(Simulation simulation) {
    this(simulation, memory(simulation.newRandom()));
  }

  /**
   * A disk over another backend.
   *
   * @param below without threads, and as deterministic as the simulation
   */
  public SimulatedDisk(Simulation simulation, StorageBackend below) {
    this.simulation = simulation;
    this.faulty = new FaultyStorage(below, simulation.newRandom());
    this.loop = simulation.newLoop("disk");
    syncsTake(SLOWEST);
  }

  private static StorageBackend memory(RandomGenerator random) {
    return MemoryStorage.surviving(
        (synced, written, committed) -> random.nextLong(synced, committed + 1));
  }

  /** How long a sync takes at most, from now on. */
  public void syncsTake(Duration most) {
    slowest = most;
    faulty.delayDurability(loop, FASTEST.toNanos(), Math.max(FASTEST.toNanos(), slowest.toNanos()));
  }

  /** The next commit fails, and with it the store, until it is opened again. */
  public void failNextCommit(FaultyStorage.Fault fault) {
    simulation.trace("disk", "fails the next commit: " + fault);
    faulty.failCommit(1, fault);
  }

  /** The next sync fails, and with it the store, until it is opened again. */
  public void failNextSync(FaultyStorage.Fault fault) {
    simulation.trace("disk", "fails the next sync: " + fault);
    faulty.failSync(1, fault);
  }

  /** All commits and syncs fail for a while, as on a disk that is full. */
  public void failFor(Duration time, FaultyStorage.Fault fault) {
    simulation.trace("disk", "fails for " + time.toMillis() + " ms: " + fault);
    long end = simulation.now() + time.toNanos();
    faulty.failWhile(() -> simulation.now() < end, fault);
  }

  /** What was going to fail does not. */
  public void mend() {
    faulty.failCommit(Long.MAX_VALUE, FaultyStorage.Fault.IO_ERROR);
    faulty.failSync(Long.MAX_VALUE, FaultyStorage.Fault.IO_ERROR);
    faulty.failWhile(() -> false, FaultyStorage.Fault.IO_ERROR);
  }

  /** Whom to tell when the store has failed: it needs to be opened again. */
  public void onFailure(Runnable told) {
    onFailure = told;
  }

  @Override
  public String name() {
    return faulty.name();
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return faulty.capabilities();
  }

  @Override
  public Durability strongestDurability() {
    return faulty.strongestDurability();
  }

  @Override
  public LogStore open(StorageContext context) {
    return faulty.open(
        new StorageContext(
            context.clock(), context.threads(), context.random(), watched(context.listener())));
  }

  private CommitListener watched(CommitListener listener) {
    return new CommitListener() {
      @Override
      public void durable(Durability level, long commit) {
        listener.durable(level, commit);
      }

      @Override
      public void failed(StorageException cause) {
        simulation.trace("disk", "has failed");
        listener.failed(cause);
        onFailure.run();
      }
    };
  }
}
