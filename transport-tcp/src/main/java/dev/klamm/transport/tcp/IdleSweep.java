package dev.klamm.transport.tcp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.klamm.api.transport.TransportException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Closes idle connections of one listener on one loop, a little late rather than early.
 *
 * <p>One timer looks at all of them several times per time-out and counts the looks at which
 * nothing had moved, so that a frame costs no look at the clock. On the loop only.
 */
final class IdleSweep {

  private static final int SWEEPS_PER_TIMEOUT = 4;

  private final TcpEventLoop loop;
  private final long timeoutMs;
  private final Set<TcpConnection> connections = new HashSet<>();
  private boolean scheduled;

  IdleSweep(TcpEventLoop loop, long timeoutMs) {
    this.loop = loop;
    this.timeoutMs = timeoutMs;
  }

  void add(TcpConnection connection) {
    if (timeoutMs > 0) {
      connections.add(connection);
      schedule();
    }
  }

  void remove(TcpConnection connection) {
    connections.remove(connection);
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      loop.schedule(MILLISECONDS.toNanos(timeoutMs) / SWEEPS_PER_TIMEOUT, this::sweep);
    }
  }

  private void sweep() {
    scheduled = false;
    for (TcpConnection connection : List.copyOf(connections)) {
      if (connection.countIdleSweep() >= SWEEPS_PER_TIMEOUT) {
        connection.closeFor(
            new TransportException(
                "nothing moved between "
                    + connection.local()
                    + " and "
                    + connection.remote()
                    + " for "
                    + timeoutMs
                    + " ms"));
      }
    }
    if (!connections.isEmpty()) {
      schedule();
    }
  }
}
