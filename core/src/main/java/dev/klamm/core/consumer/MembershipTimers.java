package dev.klamm.core.consumer;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.core.consumer.group.MembershipTimer;
import dev.klamm.core.net.NetworkClient;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The timers of a membership, one of each kind. On the event loop only. */
final class MembershipTimers {

  /** Hears that a timer has run out. */
  interface Listener {
    void onTimer(MembershipTimer timer, long msSinceLastPoll);
  }

  private final NetworkClient network;
  private final LongSupplier lastPollNanos;
  private final Listener listener;
  private final Map<MembershipTimer, Cancellable> running = new EnumMap<>(MembershipTimer.class);

  MembershipTimers(NetworkClient network, LongSupplier lastPollNanos, Listener listener) {
    this.network = network;
    this.lastPollNanos = lastPollNanos;
    this.listener = listener;
  }

  /** Replaces the one of the same kind. */
  void set(MembershipTimer timer, long delayMs) {
    cancel(timer);
    long nanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
    running.put(timer, network.loop().schedule(nanos, () -> fire(timer)));
  }

  private void fire(MembershipTimer timer) {
    running.remove(timer);
    long now = network.runtime().clock().nanos();
    listener.onTimer(timer, TimeUnit.NANOSECONDS.toMillis(now - lastPollNanos.getAsLong()));
  }

  void cancel(MembershipTimer timer) {
    Cancellable stopped = running.remove(timer);
    if (stopped != null) {
      stopped.cancel();
    }
  }
}
