package dev.klamm.core.engine;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of a store.
 *
 * <pre>
 *   any thread            the engine's executor, one tick at a time                 store
 *   submit(work) --queue--> run each work: state changes, one Batch  --commit-->    written
 *                           release what is durable already                           |
 *   durable(level, n) ----> release the completions of commits up to n   &lt;--synced-- later
 * </pre>
 *
 * A tick drains what is queued, so that under load many requests share one commit; that is the
 * whole batching policy. The engine owns no thread. Whoever queues something while no tick is due
 * hands one to the executor, so a broker with one event loop runs its engine on that loop, right
 * after the connections that were read in the same turn, with no hand-over.
 *
 * <p>State that work changes is ahead of the disk between commit and durability. That is safe
 * because answers wait for durability and a failed store is final: once a commit fails, all that
 * waits and all later work is refused with the same cause.
 */
public final class Engine implements CommitListener {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Durability[] LEVELS = Durability.values();

  /** Work taken by one tick at most, so that the loop it runs on also gets to its connections. */
  private static final int MAX_WORK_PER_TICK = 4096;

  private final Executor executor;
  private final Clock clock;
  private final Queue<Work> queue = new MpscUnboundedArrayQueue<>(1024);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final CurrentTick tick = new CurrentTick();
  private final DurabilityQueue[] waiting = new DurabilityQueue[LEVELS.length];

  private @Nullable LogStore store;
  private long lastCommit;
  private @Nullable RuntimeException failure;
  private volatile @Nullable StorageException reportedFailure;

  /**
   * @param executor runs ticks; it may run them on any thread, and never runs two at once because
   *     the engine asks for one at a time
   */
  public Engine(Executor executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
    for (Durability level : LEVELS) {
      waiting[level.ordinal()] = new DurabilityQueue();
    }
  }

  /** Gives the engine its store; before any work is submitted. */
  public void attach(LogStore store) {
    this.store = store;
  }

  /**
   * Queues work. Any thread. It never runs inside this call, unless the executor runs tasks at
   * once.
   */
  public void submit(Work work) {
    queue.add(work);
    schedule();
  }

  @Override
  public void durable(Durability level, long commit) {
    schedule();
  }

  @Override
  public void failed(StorageException cause) {
    reportedFailure = cause;
    schedule();
  }

  /**
   * Refuses everything from now on; what waits for durability is refused too. On the engine only.
   */
  public void stop() {
    fail(new EngineStoppedException());
  }

  /** Why the engine takes no more work, or null while it does. On the engine only. */
  public @Nullable RuntimeException failure() {
    return failure;
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      executor.execute(this::runTick);
    }
  }

  private void runTick() {
    scheduled.set(false);
    tick.begin();
    runQueuedWork();
    commit();
    releaseDurable();
    if (!queue.isEmpty()) {
      schedule();
    }
  }

  private void runQueuedWork() {
    for (int n = 0; n < MAX_WORK_PER_TICK; n++) {
      Work work = queue.poll();
      if (work == null) {
        return;
      }
      if (failure != null) {
        work.refuse(failure);
      } else {
        run(work);
      }
    }
  }

  private void run(Work work) {
    try {
      work.run(tick);
    } catch (RuntimeException e) {
      // A defect in one request must not take the broker down, nor leave its client waiting.
      LOG.error("Work of the engine failed: {}", work, e);
      work.refuse(e);
    }
  }

  private void commit() {
    Batch batch = tick.takeBatch();
    try {
      if (batch != null && failure == null) {
        lastCommit = openStore().commit(batch);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
    tick.runAfterCommit();
    if (failure == null) {
      enqueueCompletions();
    } else {
      tick.failCompletions(failure);
    }
  }

  private void enqueueCompletions() {
    for (Durability level : LEVELS) {
      List<Completion> added = tick.takeCompletions(level);
      if (added != null) {
        waiting[level.ordinal()].add(lastCommit, added);
        openStore().makeDurable(level, lastCommit);
      }
    }
  }

  private void releaseDurable() {
    StorageException reported = reportedFailure;
    if (reported != null && failure == null) {
      fail(reported);
    }
    if (failure != null) {
      return;
    }
    for (Durability level : LEVELS) {
      DurabilityQueue queued = waiting[level.ordinal()];
      if (!queued.isEmpty()) {
        queued.release(openStore().durableUpTo(level));
      }
    }
  }

  private void fail(RuntimeException cause) {
    if (failure != null) {
      return;
    }
    failure = cause;
    if (!(cause instanceof EngineStoppedException)) {
      LOG.error(
          "The store failed: {}. The broker takes no more writes; see to the disk, then start the broker again",
          cause.getMessage(),
          cause);
    }
    for (DurabilityQueue queued : waiting) {
      queued.fail(cause);
    }
  }

  private LogStore openStore() {
    if (store == null) {
      throw new IllegalStateException("the engine was given no store");
    }
    return store;
  }

  /** The one tick object, used again and again. */
  private final class CurrentTick implements Tick {

    private @Nullable Batch batch;
    private long wallMillis;
    private long nanos;
    private final @Nullable List<Completion>[] completions = newListArray();
    private final List<Runnable> afterCommit = new ArrayList<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable List<Completion>[] newListArray() {
      return new List[LEVELS.length];
    }

    void begin() {
      wallMillis = clock.wallMillis();
      nanos = clock.nanos();
    }

    @Override
    public Batch batch() {
      if (batch == null) {
        batch = new Batch();
      }
      return batch;
    }

    @Override
    public long wallMillis() {
      return wallMillis;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void whenDurable(Durability level, Completion completion) {
      List<Completion> list = completions[level.ordinal()];
      if (list == null) {
        list = new ArrayList<>();
        completions[level.ordinal()] = list;
      }
      list.add(completion);
    }

    @Override
    public void afterCommit(Runnable action) {
      afterCommit.add(action);
    }

    @Nullable Batch takeBatch() {
      Batch taken = batch;
      batch = null;
      return taken == null || taken.isEmpty() ? null : taken;
    }

    @Nullable List<Completion> takeCompletions(Durability level) {
      List<Completion> taken = completions[level.ordinal()];
      completions[level.ordinal()] = null;
      return taken;
    }

    void runAfterCommit() {
      for (int i = 0; i < afterCommit.size(); i++) {
        afterCommit.get(i).run();
      }
      afterCommit.clear();
    }

    void failCompletions(RuntimeException cause) {
      for (Durability level : LEVELS) {
        List<Completion> taken = takeCompletions(level);
        if (taken != null) {
          DurabilityQueue.completeAll(taken, cause);
        }
      }
    }
  }
}
