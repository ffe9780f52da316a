package dev.klamm.core.transport;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/** Accepts connections and counts them. Any thread may call it. */
final class InProcessListener implements Listener {

  private final InProcessTransport transport;
  private final InProcessNetwork network;
  private final Endpoint endpoint;
  private final ListenerLimits limits;
  private final ConnectionAcceptor acceptor;
  private final Map<EventLoop, IdleSweep> idleSweeps;

  /** Open connections by remote host; guarded by this. */
  private final Map<String, Integer> openByHost = new HashMap<>();

  private int open;
  private volatile boolean closed;

  InProcessListener(
      InProcessTransport transport,
      InProcessNetwork network,
      Endpoint wanted,
      ListenerLimits limits,
      ConnectionAcceptor acceptor,
      List<EventLoop> loops) {
    this.transport = transport;
    this.network = network;
    this.limits = limits;
    this.acceptor = acceptor;
    this.idleSweeps =
        loops.stream()
            .collect(
                Collectors.toMap(
                    loop -> loop, loop -> new IdleSweep(loop, limits.idleTimeoutMs())));
    this.endpoint = network.bind(wanted, this);
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Gives a connecting peer its other end; false when this listener is closed. On its loop. */
  boolean accept(InProcessConnection client) {
    if (closed) {
      return false;
    }
    EventLoop loop = transport.nextLoop();
    InProcessConnection server =
        new InProcessConnection(
            transport, loop, client.remote(), client.local(), limits.maxFrameBytes());
    server.link(client);
    client.link(server);
    try {
      loop.execute(() -> start(server));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void start(InProcessConnection server) {
    if (transport.isClosed() || !admit(server.remote().host())) {
      server.refuse();
      return;
    }
    IdleSweep sweep =
        Objects.requireNonNull(idleSweeps.get(server.eventLoop()), "not a loop of this transport");
    server.onClose(
        () -> {
          leave(server.remote().host());
          sweep.remove(server);
        });
    sweep.add(server);
    try {
      server.handler(acceptor.accept(server));
    } catch (RuntimeException e) {
      server.refuse();
      throw e;
    }
    server.open();
  }

  private synchronized boolean admit(String host) {
    if (open >= limits.maxConnections()
        || openByHost.getOrDefault(host, 0) >= limits.maxConnectionsPerIp()) {
      return false;
    }
    open++;
    openByHost.merge(host, 1, Integer::sum);
    return true;
  }

  private synchronized void leave(String host) {
    open--;
    openByHost.computeIfPresent(host, (name, count) -> count == 1 ? null : count - 1);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.unbind(endpoint);
      transport.remove(this);
    }
  }
}
