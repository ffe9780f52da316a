package dev.klamm.testkit.simulation;

import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Links between the nodes of a simulation, with delays drawn from the seed. Frames of one direction
 * of a connection keep their order, as TCP has it; what goes wrong is that a connection is cut,
 * with all that was under way, or that nothing gets through for a while.
 */
public final class SimulatedNetwork {

  private final Simulation simulation;
  private final RandomGenerator random;
  private final Map<Endpoint, Bound> listeners = new LinkedHashMap<>();
  private final List<SimulatedConnection> connections = new ArrayList<>();
  private long minDelayNanos = Duration.ofNanos(50_000).toNanos();
  private long maxDelayNanos = Duration.ofMillis(2).toNanos();
  private long stalledUntil;
  private int nextPort = 20_000;

  record Bound(SimulatedTransport owner, ListenerLimits limits, ConnectionAcceptor acceptor) {}

  public SimulatedNetwork(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.newRandom();
  }

  /** How long frames take, from now on. */
  public void delays(Duration min, Duration max) {
    minDelayNanos = min.toNanos();
    maxDelayNanos = max.toNanos();
  }

  /** A node's way into the network, with one loop. */
  public SimulatedTransport newTransport(String node) {
    return new SimulatedTransport(this, simulation.newLoop(node));
  }

  /** Nothing arrives anywhere for a while; what is sent meanwhile arrives after it. */
  public void stall(Duration time) {
    stalledUntil = Math.max(stalledUntil, simulation.now() + time.toNanos());
  }

  /** Cuts one connection, drawn at random; both ends learn of it when the cut reaches them. */
  public void cutOne() {
    if (!connections.isEmpty()) {
      connections.get(random.nextInt(connections.size())).cut("the network cut the connection");
    }
  }

  /** Ends a node as if its machine had been switched off. */
  public void kill(SimulatedTransport node) {
    node.loop().kill();
    listeners.values().removeIf(bound -> bound.owner() == node);
    for (SimulatedConnection connection : new ArrayList<>(connections)) {
      if (connection.isOf(node)) {
        connection.cut("connection reset by peer");
      }
    }
  }

  Endpoint bind(SimulatedTransport owner, Endpoint wanted, Bound bound) {
    Endpoint endpoint = wanted.port() == 0 ? new Endpoint(wanted.host(), nextPort++) : wanted;
    if (listeners.containsKey(endpoint)) {
      throw new TransportException("address already in use: " + endpoint);
    }
    listeners.put(endpoint, bound);
    return endpoint;
  }

  void unbind(Endpoint endpoint, SimulatedTransport owner) {
    Bound bound = listeners.get(endpoint);
    if (bound != null && bound.owner() == owner) {
      listeners.remove(endpoint);
    }
  }

  void connect(SimulatedTransport from, Endpoint remote, int maxFrameBytes, FrameHandler handler) {
    simulation.at(
        simulation.now() + delay(),
        "connect",
        () -> {
          Bound bound = listeners.get(remote);
          if (bound == null) {
            from.loop()
                .execute(() -> handler.onClosed(new IOException("connection refused: " + remote)));
          } else {
            SimulatedConnection.open(this, from, handler, maxFrameBytes, bound, remote);
          }
        });
  }

  /** When something sent now arrives. */
  long arrival() {
    return Math.max(simulation.now(), stalledUntil) + delay();
  }

  Simulation simulation() {
    return simulation;
  }

  void opened(SimulatedConnection connection) {
    connections.add(connection);
  }

  void closed(SimulatedConnection connection) {
    connections.remove(connection);
  }

  private long delay() {
    return random.nextLong(minDelayNanos, maxDelayNanos + 1);
  }
}
