package dev.klamm.core.coordinator;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one coordinator on an engine: hands it events, and applies what it wants done.
 *
 * <pre>
 *   submit(event) --> engine tick: event -> effects -> puts into the tick's batch, replayed at once
 *                                                   -> replies now, or when that is durable
 *                                                   -> timers on the loop, which submit when they run out
 * </pre>
 *
 * {@link #submit} may be called by any thread, all else on the engine (or before it runs).
 */
public final class CoordinatorRuntime<C extends Coordinator> {

  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorRuntime.class);

  /** A request to the coordinator, or something that happened. */
  @FunctionalInterface
  public interface Event<C> {

    void happen(C coordinator, long nowMs, Effects effects);

    /** The engine takes no work any more, or the event failed: whoever waits must be told. */
    default void refuse(RuntimeException cause) {}
  }

  /** Carries out what a coordinator wants of other parts of the broker; on the engine. */
  @FunctionalInterface
  public interface Surroundings {

    void carryOut(Effect.Elsewhere effect, Tick tick);
  }

  private final C coordinator;
  private final Surroundings surroundings;
  private final Engine engine;
  private final EventLoop loop;
  private final Durability durability;
  private final Effects effects = new Effects();
  private final Map<TimerEvent, Timer> timers = new HashMap<>();
  private int writesUnderWay;

  /** Hosts a coordinator that wants nothing of others. */
  public CoordinatorRuntime(C coordinator, Engine engine, EventLoop loop, Durability durability) {
    this(
        coordinator,
        engine,
        loop,
        durability,
        (effect, tick) -> {
          throw new IllegalStateException("nobody carries out " + effect);
        });
  }

  /**
   * Hosts a coordinator.
   *
   * @param loop where timers run
   * @param durability what replies wait for
   * @param surroundings the rest of the broker
   */
  public CoordinatorRuntime(
      C coordinator,
      Engine engine,
      EventLoop loop,
      Durability durability,
      Surroundings surroundings) {
    this.coordinator = coordinator;
    this.surroundings = surroundings;
    this.engine = engine;
    this.loop = loop;
    this.durability = durability;
  }

  /** Reads the coordinator's durable state and starts its timers; before any event. */
  public void load(KeyValues keyValues) {
    for (byte[] prefix : coordinator.prefixes()) {
      keyValues.scan(prefix, endOf(prefix), coordinator::replay);
    }
    submit((loaded, nowMs, loadEffects) -> loaded.onLoaded(nowMs, loadEffects));
  }

  /** Queues an event. Any thread. */
  public void submit(Event<C> event) {
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            CoordinatorRuntime.this.run(event, tick);
          }

          @Override
          public void refuse(RuntimeException cause) {
            event.refuse(cause);
          }
        });
  }

  /** Lets an event happen within a tick that has begun, so that it commits with the rest of it. */
  public void run(Event<C> event, Tick tick) {
    effects.clear();
    event.happen(coordinator, tick.wallMillis(), effects);
    List<Effect> wanted = effects.asList();
    boolean wrote = false;
    for (int i = 0; i < wanted.size(); i++) {
      wrote |= write(wanted.get(i), tick);
    }
    if (wrote) {
      writesUnderWay++;
      tick.whenDurable(durability, failure -> writesUnderWay--);
    }
    for (int i = 0; i < wanted.size(); i++) {
      follow(wanted.get(i), tick);
    }
  }

  /** Stops all timers. */
  public void stop() {
    timers.values().forEach(Timer::cancel);
    timers.clear();
  }

  private boolean write(Effect effect, Tick tick) {
    if (effect instanceof Effect.Put put) {
      tick.batch().put(put.key(), put.value());
      coordinator.replay(put.key(), put.value());
      return true;
    }
    if (effect instanceof Effect.Delete delete) {
      tick.batch().delete(delete.key());
      coordinator.replay(delete.key(), null);
      return true;
    }
    if (effect instanceof Effect.Elsewhere elsewhere) {
      surroundings.carryOut(elsewhere, tick);
      return true;
    }
    return false;
  }

  private void follow(Effect effect, Tick tick) {
    if (effect instanceof Effect.Reply<?> reply) {
      send(reply, tick);
    } else if (effect instanceof Effect.SetTimer set) {
      setTimer(set.event(), set.delayMs(), tick.nanos());
    } else if (effect instanceof Effect.CancelTimer cancel) {
      Timer running = timers.remove(cancel.event());
      if (running != null) {
        running.cancel();
      }
    }
  }

  private void send(Effect.Reply<?> reply, Tick tick) {
    if (reply.release() == Effect.Release.AT_ONCE || writesUnderWay == 0) {
      finish(reply, null);
    } else {
      tick.whenDurable(durability, failure -> finish(reply, failure));
    }
  }

  private static void finish(Effect.Reply<?> reply, @Nullable RuntimeException failure) {
    if (failure != null) {
      reply.to().fail(failure);
      return;
    }
    try {
      reply.send();
    } catch (RuntimeException e) {
      // An answer that cannot be sent must not cost others theirs.
      LOG.error("An answer could not be sent: {}", reply.response(), e);
      reply.to().fail(e);
    }
  }

  private void setTimer(TimerEvent event, long delayMs, long nowNanos) {
    long deadline = nowNanos + TimeUnit.MILLISECONDS.toNanos(delayMs);
    Timer running = timers.get(event);
    if (running != null && running.firesAt - deadline <= 0) {
      running.deadline = deadline;
      return;
    }
    if (running != null) {
      running.cancel();
    }
    Timer timer = new Timer(event, deadline);
    timers.put(event, timer);
    timer.arm(nowNanos);
  }

  private static byte @Nullable [] endOf(byte[] prefix) {
    byte[] end = prefix.clone();
    for (int i = end.length - 1; i >= 0; i--) {
      if (++end[i] != 0) {
        return Arrays.copyOf(end, i + 1);
      }
    }
    return null;
  }

  /** Moving a deadline back, as each heartbeat does, leaves the loop's timer alone: it re-arms. */
  private final class Timer implements Work {
    private final TimerEvent event;
    private long deadline;
    private long firesAt;
    private @Nullable Cancellable armed;

    Timer(TimerEvent event, long deadline) {
      this.event = event;
      this.deadline = deadline;
    }

    void arm(long nowNanos) {
      firesAt = deadline;
      armed = loop.schedule(deadline - nowNanos, () -> engine.submit(this));
    }

    void cancel() {
      if (armed != null) {
        armed.cancel();
      }
    }

    @Override
    public void run(Tick tick) {
      if (timers.get(event) != this) {
        return;
      }
      if (deadline - tick.nanos() > 0) {
        arm(tick.nanos());
        return;
      }
      timers.remove(event);
      CoordinatorRuntime.this.run((c, nowMs, wanted) -> c.onTimer(event, nowMs, wanted), tick);
    }
  }
}
