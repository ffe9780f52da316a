package dev.klamm.core.transport;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportException;
import dev.klamm.core.runtime.ThreadEventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One peer of an {@link InProcessNetwork}, with loops of its own. Any thread may call it.
 *
 * <p>A frame of one writable buffer is handed to the receiver as it is, so the receiver sees and
 * may change the sender's memory, and the sender gets it back when the receiver releases the frame.
 * Any other frame is copied once, into memory that is used again when the receiver releases it.
 */
public final class InProcessTransport implements Transport {

  private final InProcessNetwork network;
  private final String host;
  private final List<ThreadEventLoop> loops;
  private final List<EventLoop> loopsView;
  private final Set<InProcessListener> listeners = ConcurrentHashMap.newKeySet();

  /** By loop, and only touched on it. */
  private final List<Set<InProcessConnection>> connections = new ArrayList<>();

  private final FramePool frames = new FramePool();
  private final AtomicInteger nextLoop = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  InProcessTransport(
      InProcessNetwork network, Clock clock, String host, int loopCount, String threadPrefix) {
    this.network = network;
    this.host = host;
    List<ThreadEventLoop> started = new ArrayList<>();
    for (int i = 0; i < loopCount; i++) {
      String name = threadPrefix + "-" + i;
      started.add(ThreadEventLoop.start(task -> daemon(task, name), clock));
      connections.add(new HashSet<>());
    }
    this.loops = List.copyOf(started);
    this.loopsView = List.copyOf(started);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String name() {
    return network.name();
  }

  /** Memory for what this peer sends. */
  FramePool frames() {
    return frames;
  }

  @Override
  public List<EventLoop> eventLoops() {
    return loopsView;
  }

  @Override
  public Listener listen(Endpoint endpoint, ListenerLimits limits, ConnectionAcceptor acceptor) {
    requireOpen();
    InProcessListener listener =
        new InProcessListener(this, network, endpoint, limits, acceptor, loopsView);
    listeners.add(listener);
    if (closed.get()) {
      listener.close();
    }
    return listener;
  }

  @Override
  public void connect(
      EventLoop loop,
      Endpoint remote,
      int maxFrameBytes,
      long connectTimeoutMs,
      FrameHandler handler) {
    if (!loopsView.contains(loop)) {
      throw new IllegalArgumentException("the loop is not one of this transport's eventLoops()");
    }
    requireOpen();
    loop.execute(() -> connectOnLoop(loop, remote, maxFrameBytes, handler));
  }

  private void connectOnLoop(
      EventLoop loop, Endpoint remote, int maxFrameBytes, FrameHandler handler) {
    Endpoint local = new Endpoint(host, network.freePort());
    InProcessConnection connection =
        new InProcessConnection(this, loop, local, remote, maxFrameBytes);
    connection.handler(handler);
    InProcessListener listener = closed.get() ? null : network.find(remote);
    if (listener == null || !listener.accept(connection)) {
      handler.onClosed(
          new TransportException(
              "connection refused: nobody listens on " + remote + " of this in-process network"));
      return;
    }
    connection.open();
  }

  /** On the connection's loop. */
  void add(InProcessConnection connection) {
    connections.get(loopsView.indexOf(connection.eventLoop())).add(connection);
  }

  /** On the connection's loop. */
  void remove(InProcessConnection connection) {
    connections.get(loopsView.indexOf(connection.eventLoop())).remove(connection);
  }

  void remove(InProcessListener listener) {
    listeners.remove(listener);
  }

  /** The loop whose turn it is to get a connection. */
  EventLoop nextLoop() {
    return loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
  }

  boolean isClosed() {
    return closed.get();
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new TransportException("the in-process transport is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (closed.compareAndSet(false, true)) {
      listeners.forEach(InProcessListener::close);
      for (int i = 0; i < loops.size(); i++) {
        Set<InProcessConnection> ofLoop = connections.get(i);
        CompletableFuture.runAsync(() -> closeAll(ofLoop), loops.get(i)).join();
      }
    }
    loops.forEach(ThreadEventLoop::close);
  }

  private static void closeAll(Set<InProcessConnection> connections) {
    List.copyOf(connections).forEach(connection -> connection.closeNow(null));
  }
}
