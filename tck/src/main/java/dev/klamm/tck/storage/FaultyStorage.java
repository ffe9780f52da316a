package dev.klamm.tck.storage;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.StoreFullException;
import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A backend that fails as disks do, from a seed: commits and syncs that fail, once and then for
 * good until the store is opened again; durability that comes late, or is withheld; an abort that
 * keeps a random part of what was never promised.
 *
 * <p>A commit that failed may be found all the same when the store is opened again, as with a disk
 * whose answer was lost. Without any setting it only tears on abort, and even that can be switched
 * off. Faults may be set at any time and hold for the open store and later ones.
 *
 * <p>Starts no thread and takes no time of its own; as deterministic as the backend below. For one
 * thread, that of the simulator.
 */
public final class FaultyStorage implements StorageBackend {

  /** What goes wrong. */
  public enum Fault {
    /** An input/output error, as of a broken disk. */
    IO_ERROR {
      @Override
      StorageException exception() {
        return new StorageException(
            "injected: the disk failed", new IOException("Input/output error"));
      }
    },
    /** No space is left. */
    FULL {
      @Override
      StorageException exception() {
        return new StoreFullException(
            "injected: the disk is full", new IOException("No space left on device"));
      }
    };

    abstract StorageException exception();
  }

  private final StorageBackend delegate;
  private final RandomGenerator random;
  private final FaultPlan commits = new FaultPlan();
  private final FaultPlan syncs = new FaultPlan();
  private boolean tearing = true;
  private boolean withholding;
  private @Nullable EventLoop delays;
  private long minDelayNanos;
  private long maxDelayNanos;
  private @Nullable FaultyStore open;

  /**
   * @param random the source of all chance; used by the one thread only
   */
  public FaultyStorage(StorageBackend delegate, RandomGenerator random) {
    this.delegate = delegate;
    this.random = random;
  }

  /** Fails the {@code n}-th commit from now, 1 being the next. */
  public void failCommit(long n, Fault fault) {
    commits.failNth(n, fault);
  }

  /** Fails each commit with a probability from 0 to 1. */
  public void failCommits(double probability, Fault fault) {
    commits.failSome(probability, fault);
  }

  /** Fails the {@code n}-th sync from now, 1 being the next that is due. */
  public void failSync(long n, Fault fault) {
    syncs.failNth(n, fault);
  }

  /** Fails each sync with a probability from 0 to 1. */
  public void failSyncs(double probability, Fault fault) {
    syncs.failSome(probability, fault);
  }

  /** Fails commits and syncs for as long as the condition holds. */
  public void failWhile(BooleanSupplier failing, Fault fault) {
    commits.failWhile(failing, fault);
    syncs.failWhile(failing, fault);
  }

  /**
   * Makes what is asked for durable only after some time, drawn evenly between the bounds.
   *
   * @param loop of the thread that commits
   */
  public void delayDurability(EventLoop loop, long minNanos, long maxNanos) {
    if (minNanos < 0 || maxNanos < minNanos) {
      throw new IllegalArgumentException(
          "delay of %d to %d ns, must be 0 or more and rise".formatted(minNanos, maxNanos));
    }
    delays = loop;
    minDelayNanos = minNanos;
    maxDelayNanos = maxNanos;
  }

  /** Makes nothing durable until {@link #releaseDurability()}. */
  public void withholdDurability() {
    withholding = true;
  }

  /** Ends withholding, and makes durable what was asked for meanwhile. */
  public void releaseDurability() {
    withholding = false;
    if (open != null) {
      open.syncWithheld();
    }
  }

  /** Whether an abort keeps a random number of commits that nobody was promised; default true. */
  public void tearOnAbort(boolean tear) {
    tearing = tear;
  }

  @Override
  public String name() {
    return delegate.name();
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return delegate.capabilities();
  }

  @Override
  public Durability strongestDurability() {
    return delegate.strongestDurability();
  }

  @Override
  public LogStore open(StorageContext context) {
    FaultyListener listener = new FaultyListener(context.listener());
    LogStore below =
        delegate.open(
            new StorageContext(context.clock(), context.threads(), context.random(), listener));
    FaultyStore store = new FaultyStore(this, below, listener);
    open = store;
    return store;
  }

  @Nullable Fault nextCommitFault() {
    return commits.next(random);
  }

  @Nullable Fault nextSyncFault() {
    return syncs.next(random);
  }

  boolean tearing() {
    return tearing;
  }

  boolean withholding() {
    return withholding;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  /** From 0 to {@code bound}, both included. */
  long draw(long bound) {
    return random.nextLong(bound + 1);
  }

  /** Runs a sync at once, or later if so set. */
  void sync(Runnable sync) {
    EventLoop loop = delays;
    if (loop == null) {
      sync.run();
    } else {
      loop.schedule(minDelayNanos + draw(maxDelayNanos - minDelayNanos), sync);
    }
  }
}
