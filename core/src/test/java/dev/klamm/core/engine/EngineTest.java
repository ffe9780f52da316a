package dev.klamm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work becomes commits, and commits become answers once they are durable. */
final class EngineTest {

  private final ArrayDeque<Runnable> ticks = new ArrayDeque<>();
  private final Engine engine = new Engine(ticks::add, Clock.system());
  private final ScriptedStore store = new ScriptedStore();
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void attach() {
    engine.attach(store);
  }

  @Test
  void workQueuedTogetherIsOneCommit() {
    engine.submit(tick -> tick.batch().put(key("a"), key("1")));
    engine.submit(tick -> tick.batch().put(key("b"), key("2")));
    assertThat(ticks).hasSize(1);
    runTicks();
    assertThat(store.commits).hasSize(1);
    assertThat(store.commits.get(0).operations()).hasSize(2);
  }

  @Test
  void workWithoutEffectsCommitsNothing() {
    engine.submit(tick -> tick.whenDurable(Durability.SYNC, failure -> events.add("done")));
    runTicks();
    assertThat(store.commits).isEmpty();
    assertThat(events).containsExactly("done");
  }

  @Test
  void anAnswerWaitsForItsLevelAndComesInOrder() {
    put("a", Durability.SYNC);
    put("b", Durability.OS);
    runTicks();
    assertThat(events).containsExactly("b durable");
    put("c", Durability.SYNC);
    runTicks();
    store.sync(1);
    engine.durable(Durability.SYNC, 1);
    runTicks();
    assertThat(events).containsExactly("b durable", "a durable");
    store.sync(2);
    engine.durable(Durability.SYNC, 2);
    runTicks();
    assertThat(events).containsExactly("b durable", "a durable", "c durable");
  }

  @Test
  void aLevelIsAskedForOnlyWhenSomebodyWaitsForIt() {
    put("a", Durability.OS);
    runTicks();
    assertThat(store.asked).containsExactly("OS 1");
  }

  @Test
  void buffersAreFreeRightAfterTheCommit() {
    engine.submit(
        tick -> {
          tick.batch().put(key("a"), key("1"));
          tick.afterCommit(() -> events.add("free after " + store.commits.size()));
          tick.whenDurable(Durability.OS, failure -> events.add("durable"));
        });
    runTicks();
    assertThat(events).containsExactly("free after 1", "durable");
  }

  @Test
  void aFailedCommitFailsItsTickAndAllThatWaitsAndAllThatComes() {
    put("a", Durability.SYNC);
    runTicks();
    store.failure = new StorageException("disk on fire");
    put("b", Durability.OS);
    put("c", Durability.SYNC);
    runTicks();
    assertThat(events)
        .containsExactlyInAnyOrder(
            "a failed: disk on fire", "b failed: disk on fire", "c failed: disk on fire");
    events.clear();
    put("d", Durability.OS);
    runTicks();
    assertThat(events).containsExactly("d refused: disk on fire");
  }

  @Test
  void aFailedFlushFailsWhatWaitsForIt() {
    put("a", Durability.SYNC);
    runTicks();
    engine.failed(new StorageException("no sync"));
    runTicks();
    assertThat(events).containsExactly("a failed: no sync");
  }

  @Test
  void defectiveWorkIsRefusedAndTheRestGoesOn() {
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            throw new IllegalStateException("defect");
          }

          @Override
          public void refuse(RuntimeException cause) {
            events.add("refused: " + cause.getMessage());
          }
        });
    put("b", Durability.OS);
    runTicks();
    assertThat(events).containsExactly("refused: defect", "b durable");
  }

  @Test
  void afterStopWorkIsRefused() {
    engine.submit(tick -> tick.whenDurable(Durability.NONE, failure -> engine.stop()));
    runTicks();
    put("late", Durability.OS);
    runTicks();
    assertThat(events).hasSize(1).first().asString().startsWith("late refused: ");
  }

  private void put(String name, Durability level) {
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            tick.batch().put(key(name), key(name));
            tick.whenDurable(
                level,
                failure ->
                    events.add(
                        failure == null
                            ? name + " durable"
                            : name + " failed: " + failure.getMessage()));
          }

          @Override
          public void refuse(RuntimeException cause) {
            events.add(name + " refused: " + cause.getMessage());
          }
        });
  }

  private void runTicks() {
    while (!ticks.isEmpty()) {
      ticks.poll().run();
    }
  }

  private static byte[] key(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Accepts commits, has them at the OS level at once, and syncs when told. */
  private static final class ScriptedStore implements LogStore {

    final List<Batch> commits = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    @Nullable StorageException failure;
    private long synced;

    void sync(long upTo) {
      synced = upTo;
    }

    @Override
    public long commit(Batch batch) {
      if (failure != null) {
        throw failure;
      }
      commits.add(batch);
      return commits.size();
    }

    @Override
    public void makeDurable(Durability level, long commit) {
      asked.add(level + " " + commit);
    }

    @Override
    public long durableUpTo(Durability level) {
      return level == Durability.SYNC ? synced : commits.size();
    }

    @Override
    public int epoch() {
      return 0;
    }

    @Override
    public PartitionLog log(LogId id) {
      throw new UnsupportedOperationException("the engine reads no logs");
    }

    @Override
    public Collection<LogId> logs() {
      return List.of();
    }

    @Override
    public KeyValues keyValues() {
      throw new UnsupportedOperationException("the engine reads no keys");
    }

    @Override
    public void close(CloseMode mode) {}
  }
}
