package dev.klamm.core.producer;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/** When the sender must look again though nothing happened. On the loop only. */
final class LookTimer {
  private final EventLoop loop;
  private final Runnable look;
  private @Nullable Cancellable timer;
  private long timerNanos;
  private long nextNanos;
  private boolean wanted;

  LookTimer(EventLoop loop, Runnable look) {
    this.loop = loop;
    this.look = look;
  }

  /** Begins anew to gather when to look. */
  void forget() {
    wanted = false;
  }

  /** Looks at this time, or earlier. */
  void lookAt(long nanos) {
    if (!wanted || nanos - nextNanos < 0) {
      wanted = true;
      nextNanos = nanos;
    }
  }

  /** A timer that is set for an earlier time stays: looking once too often is cheaper. */
  void arm() {
    if (!wanted || (timer != null && timerNanos - nextNanos <= 0)) {
      return;
    }
    cancel();
    timerNanos = nextNanos;
    timer = loop.schedule(nextNanos - loop.clock().nanos(), this::onTimer);
  }

  private void onTimer() {
    timer = null;
    look.run();
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
