package dev.klamm.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import dev.klamm.core.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Effects are applied on the engine: committed, replayed, answered when durable, timed. */
final class CoordinatorRuntimeTest {

  private record Ring(String name) implements TimerEvent {}

  /** Notes what it is told. */
  private final class Recorder implements Coordinator {
    @Override
    public List<byte[]> prefixes() {
      return List.of(bytes("b/"), bytes("a/"), new byte[] {'c', (byte) 0xff});
    }

    @Override
    public void replay(byte[] key, byte @Nullable [] value) {
      log.add("replay " + text(key) + "=" + (value == null ? null : text(value)));
    }

    @Override
    public void onLoaded(long nowMs, Effects effects) {
      log.add("loaded");
    }

    @Override
    public void onTimer(TimerEvent event, long nowMs, Effects effects) {
      log.add(event + " at " + nowMs);
    }
  }

  private final List<String> log = new ArrayList<>();
  private final ArrayDeque<Runnable> ticks = new ArrayDeque<>();
  private final HandLoop loop = new HandLoop();
  private final Engine engine = new Engine(ticks::add, loop);
  private final LogStore store = mock(LogStore.class);
  private final List<Batch> commits = new ArrayList<>();
  private long synced;
  private final CoordinatorRuntime<Recorder> runtime =
      new CoordinatorRuntime<>(new Recorder(), engine, loop, Durability.SYNC);

  @BeforeEach
  void attach() {
    when(store.commit(any()))
        .thenAnswer(
            call -> {
              commits.add(call.getArgument(0));
              return (long) commits.size();
            });
    when(store.durableUpTo(Durability.SYNC)).thenAnswer(call -> synced);
    engine.attach(store);
  }

  @Test
  void putsAreCommittedAndReplayedBeforeTheNextEvent() {
    happen(
        effects -> {
          effects.put(bytes("k"), bytes("1"));
          effects.delete(bytes("l"));
          log.add("handled");
        });
    happen(effects -> log.add("next"));
    runTicks();
    assertThat(log).containsExactly("handled", "replay k=1", "replay l=null", "next");
    assertThat(commits).hasSize(1);
    assertThat(commits.get(0).operations()).hasSize(2);
  }

  @Test
  void replyWaitsUntilTheEventsPutsAreDurable() {
    happen(
        effects -> {
          effects.put(bytes("k"), bytes("1"));
          effects.reply(handle("a"), "yes");
          effects.replyNow(handle("b"), "now");
        });
    runTicks();
    assertThat(log).containsExactly("replay k=1", "b: now");
    sync(1);
    assertThat(log).endsWith("a: yes");
  }

  @Test
  void replyAlsoWaitsForPutsOfEarlierEvents() {
    happen(effects -> effects.put(bytes("k"), bytes("1")));
    runTicks();
    happen(effects -> effects.reply(handle("a"), "yes"));
    runTicks();
    assertThat(log).containsExactly("replay k=1");
    sync(1);
    assertThat(log).endsWith("a: yes");
    happen(effects -> effects.reply(handle("b"), "at once"));
    runTicks();
    assertThat(log).endsWith("b: at once");
  }

  @Test
  void whoWaitsIsToldWhenTheStoreFails() {
    happen(
        effects -> {
          effects.put(bytes("k"), bytes("1"));
          effects.reply(handle("a"), "yes");
        });
    runTicks();
    engine.failed(new StorageException("disk on fire"));
    runTicks();
    assertThat(log).endsWith("a failed: disk on fire");
  }

  @Test
  void answerThatCannotBeSentCostsOthersNothing() {
    happen(
        effects -> {
          effects.replyNow(
              new ReplyHandle<String>() {
                @Override
                public void complete(String response) {
                  throw new IllegalStateException("no such field");
                }

                @Override
                public void fail(RuntimeException cause) {
                  log.add("failed: " + cause.getMessage());
                }
              },
              "x");
          effects.replyNow(handle("b"), "fine");
          effects.setTimer(new Ring("t"), 10);
        });
    runTicks();
    loop.advance(10);
    runTicks();
    assertThat(log).containsExactly("failed: no such field", "b: fine", "Ring[name=t] at 10");
  }

  @Test
  void timerDeliversItsEventOnce() {
    happen(effects -> effects.setTimer(new Ring("t"), 100));
    runTicks();
    advance(99);
    assertThat(log).isEmpty();
    advance(1);
    advance(1_000);
    assertThat(log).containsExactly("Ring[name=t] at 100");
  }

  @Test
  void timerThatIsSetAgainMovesBothWays() {
    happen(effects -> effects.setTimer(new Ring("t"), 100));
    runTicks();
    advance(50);
    happen(effects -> effects.setTimer(new Ring("t"), 100));
    runTicks();
    advance(99);
    assertThat(log).isEmpty();
    advance(1);
    assertThat(log).containsExactly("Ring[name=t] at 150");
    happen(effects -> effects.setTimer(new Ring("t"), 1_000));
    happen(effects -> effects.setTimer(new Ring("t"), 10));
    runTicks();
    advance(10);
    advance(2_000);
    assertThat(log).containsExactly("Ring[name=t] at 150", "Ring[name=t] at 160");
  }

  @Test
  void heartbeatsDoNotArmATimerEach() {
    for (int i = 0; i < 100; i++) {
      happen(effects -> effects.setTimer(new Ring("t"), 100));
      runTicks();
      advance(1);
    }
    assertThat(loop.armed).isLessThan(4);
  }

  @Test
  void timerThatWasCancelledOrStoppedIsSilentEvenIfItIsDue() {
    happen(effects -> effects.setTimer(new Ring("t"), 10));
    runTicks();
    loop.advance(10);
    happen(effects -> effects.cancelTimer(new Ring("t")));
    ticks.addLast(() -> {});
    happen(effects -> effects.setTimer(new Ring("u"), 10));
    runTicks();
    log.clear();
    runtime.stop();
    advance(100);
    assertThat(log).isEmpty();
  }

  @Test
  void ownKeysAreLoadedPrefixByPrefix() {
    TreeMap<byte[], byte[]> kept = new TreeMap<>(Arrays::compareUnsigned);
    for (String key : List.of("a/1", "a/2", "b/1", "b0", "c", "a")) {
      kept.put(bytes(key), bytes("v"));
    }
    kept.put(new byte[] {'c', (byte) 0xff, 'x'}, bytes("v"));
    runtime.load(new MapKeyValues(kept));
    runTicks();
    assertThat(log).hasSize(5).startsWith("replay b/1=v", "replay a/1=v", "replay a/2=v");
    assertThat(log.get(4)).isEqualTo("loaded");
  }

  @Test
  void eventThatFailsIsRefusedAndChangesNothing() {
    runtime.submit(
        new CoordinatorRuntime.Event<>() {
          @Override
          public void happen(Recorder recorder, long nowMs, Effects effects) {
            effects.put(bytes("k"), bytes("1"));
            throw new IllegalStateException("defect");
          }

          @Override
          public void refuse(RuntimeException cause) {
            log.add("refused: " + cause.getMessage());
          }
        });
    happen(effects -> log.add("next"));
    runTicks();
    assertThat(log).containsExactly("refused: defect", "next");
    assertThat(commits).isEmpty();
  }

  private void happen(java.util.function.Consumer<Effects> event) {
    runtime.submit((recorder, nowMs, effects) -> event.accept(effects));
  }

  private ReplyHandle<String> handle(String name) {
    return new ReplyHandle<>() {
      @Override
      public void complete(String response) {
        log.add(name + ": " + response);
      }

      @Override
      public void fail(RuntimeException cause) {
        log.add(name + " failed: " + cause.getMessage());
      }
    };
  }

  private void advance(long ms) {
    loop.advance(ms);
    runTicks();
  }

  private void sync(long upTo) {
    synced = upTo;
    engine.durable(Durability.SYNC, upTo);
    runTicks();
  }

  private void runTicks() {
    while (!ticks.isEmpty()) {
      ticks.poll().run();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private record MapKeyValues(TreeMap<byte[], byte[]> map) implements KeyValues {
    @Override
    public byte @Nullable [] get(byte[] key) {
      return map.get(key);
    }

    @Override
    public void scan(byte[] from, byte @Nullable [] to, BiConsumer<byte[], byte[]> each) {
      Map<byte[], byte[]> range =
          to == null ? map.tailMap(from, true) : map.subMap(from, true, to, false);
      range.forEach(each);
    }
  }

  /** A clock moved by hand, and what is scheduled on it. */
  private static final class HandLoop implements EventLoop, Clock {
    private record Scheduled(long atNanos, Runnable task) {}

    private final List<Scheduled> scheduled = new ArrayList<>();
    private long nanos;
    int armed;

    void advance(long ms) {
      nanos += TimeUnit.MILLISECONDS.toNanos(ms);
      List<Scheduled> due = scheduled.stream().filter(each -> each.atNanos() <= nanos).toList();
      scheduled.removeAll(due);
      due.forEach(each -> each.task().run());
    }

    @Override
    public Cancellable schedule(long delayNanos, Runnable task) {
      Scheduled added = new Scheduled(nanos + delayNanos, task);
      scheduled.add(added);
      armed++;
      return () -> scheduled.remove(added);
    }

    @Override
    public void execute(Runnable task) {
      throw new UnsupportedOperationException("the runtime only schedules");
    }

    @Override
    public boolean inEventLoop() {
      return true;
    }

    @Override
    public Clock clock() {
      return this;
    }

    @Override
    public long wallMillis() {
      return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }
}
