package dev.klamm.transport.tcp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Netty loop as ours, with the connections that live on it. Connections that have something to
 * flush line up here and are flushed together behind the tasks that are already queued, so that
 * answers that belong together leave in one write.
 */
final class TcpEventLoop implements EventLoop {

  private static final Logger LOG = LoggerFactory.getLogger(TcpEventLoop.class);

  private final IoEventLoop loop;
  private final Runnable flushAll = this::flushAll;

  // On the loop only.
  private final Set<TcpConnection> connections = new HashSet<>();
  private List<TcpConnection> unflushed = new ArrayList<>();
  private List<TcpConnection> beingFlushed = new ArrayList<>();

  TcpEventLoop(IoEventLoop loop) {
    this.loop = loop;
  }

  IoEventLoop netty() {
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    Future<?> scheduled =
        loop.schedule(() -> runSafely(task), Math.max(0, delayNanos), NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  /** Netty would keep the exception of a timer to itself. */
  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("a timer's task failed; the loop goes on", e);
    }
  }

  @Override
  public boolean inEventLoop() {
    return loop.inEventLoop();
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  void add(TcpConnection connection) {
    connections.add(connection);
  }

  void remove(TcpConnection connection) {
    connections.remove(connection);
  }

  void closeConnections() {
    List.copyOf(connections).forEach(TcpConnection::close);
  }

  /** Has the connection flushed later in this turn. On the loop. */
  void flushLater(TcpConnection connection) {
    unflushed.add(connection);
    if (unflushed.size() == 1) {
      loop.execute(flushAll);
    }
  }

  private void flushAll() {
    List<TcpConnection> flushing = unflushed;
    unflushed = beingFlushed;
    beingFlushed = flushing;
    for (int i = 0; i < flushing.size(); i++) {
      flushing.get(i).flush();
    }
    flushing.clear();
  }
}
