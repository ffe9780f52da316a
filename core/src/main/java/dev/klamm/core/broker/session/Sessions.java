package dev.klamm.core.broker.session;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.core.broker.metrics.RequestMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The connections that are open, so that a broker that stops can answer what its clients still wait
 * for. Any thread.
 */
public final class Sessions {

  private final RequestMetrics requests;

  /** In the order in which they came, so that a simulation stops them in that order again. */
  private final Set<Session> open = Collections.synchronizedSet(new LinkedHashSet<>());

  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile boolean stopping;

  public Sessions(RequestMetrics requests) {
    this.requests = requests;
  }

  RequestMetrics requests() {
    return requests;
  }

  /** How many there are. */
  public int count() {
    return open.size();
  }

  void opened(Session session) {
    open.add(session);
    if (stopping) {
      session.stop();
    }
  }

  void closed(Session session) {
    open.remove(session);
    completeIfEmpty();
  }

  /**
   * Has every request answered and every connection closed after that. Nothing must be left that
   * could answer a request which waits for something to happen: such are answered here, with the
   * error that sends their clients on.
   *
   * @param loop for the timer
   * @param patienceNanos after which clients that do not take their answers are cut off
   * @return completes once no connection is open
   */
  public CompletableFuture<Void> stop(EventLoop loop, long patienceNanos) {
    stopping = true;
    new ArrayList<>(open).forEach(Session::stop);
    completeIfEmpty();
    if (!stopped.isDone()) {
      Cancellable cutOff =
          loop.schedule(
              patienceNanos,
              () -> new ArrayList<>(open).forEach(session -> session.connection().close()));
      stopped.whenComplete((done, failure) -> cutOff.cancel());
    }
    return stopped;
  }

  private void completeIfEmpty() {
    if (stopping && open.isEmpty()) {
      stopped.complete(null);
    }
  }
}
