package dev.klamm.testkit.simulation;

import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.TransportException;
import dev.klamm.core.net.ClientRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Links between the nodes of a simulation, as TCP has them, with delays and faults drawn from the
 * seed.
 *
 * <p>What a connection carries arrives whole and in order, or not at all: a lost packet is sent
 * again by TCP, so that here it is a delay. What can go wrong is
 *
 * <ul>
 *   <li><b>delay</b>: every frame takes its own time, so that frames of different connections
 *       overtake each other; a connection, a node or the network may stand still, or be slow;
 *   <li><b>cut</b>: a connection ends, with all that was under way, and its ends learn of it at
 *       different times;
 *   <li><b>half-close</b>: one end is gone, and the other does not know until it sends something,
 *       or until some time has passed; what it sends then is lost;
 *   <li><b>drop</b>: attempts to connect get no answer until they time out;
 *   <li><b>isolation</b>: nothing gets through to a node or from it, for a while.
 * </ul>
 *
 * @since 0.1
 */
public final class SimulatedNetwork {

  private final Simulation simulation;
  private final RandomGenerator random;
  private final Map<Endpoint, Bound> listeners = new LinkedHashMap<>();
  private final List<SimulatedConnection> connections = new ArrayList<>();
  private long minDelayNanos = Duration.ofNanos(50_000).toNanos();
  private long maxDelayNanos = Duration.ofMillis(2).toNanos();
  private double dropProbability;
  private long stalledUntil;
  private int nextPort = 20_000;
  private int opened;

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

  /** How many attempts to connect get no answer, from now on: 0 for none, 1 for all. */
  public void dropConnects(double probability) {
    dropProbability = probability;
  }

  /** A node's way into the network, with one loop. */
  public SimulatedTransport newTransport(String node) {
    return new SimulatedTransport(this, simulation.newLoop(node));
  }

  /**
   * What a client of this network is made with: a node of its own. Nothing of the client may wait:
   * see the package's page.
   */
  public ClientRuntime newClient(String node) {
    return ClientRuntime.shared(newTransport(node), simulation.newRandom());
  }

  /** Nothing arrives anywhere for a while; what is sent meanwhile arrives after it. */
  public void stall(Duration time) {
    stalledUntil = Math.max(stalledUntil, simulation.now() + time.toNanos());
    simulation.trace("network", "stalls for " + time.toMillis() + " ms");
  }

  /** One direction of a connection, drawn at random, stands still for a while. */
  public void stallOne(Duration time) {
    SimulatedConnection connection = draw();
    if (connection != null) {
      (random.nextBoolean() ? connection : connection.peer()).stall(time);
    }
  }

  /** Cuts one connection, drawn at random; both ends learn of it when the cut reaches them. */
  public void cutOne() {
    SimulatedConnection connection = draw();
    if (connection != null) {
      connection.cut("the network cut the connection");
    }
  }

  /**
   * One end of a connection, both drawn at random, is gone; the other learns of it when it sends
   * something, or at the end of the given time.
   */
  public void halfCloseOne(Duration unnoticed) {
    SimulatedConnection connection = draw();
    if (connection != null) {
      (random.nextBoolean() ? connection : connection.peer()).halfClose(unnoticed);
    }
  }

  private @Nullable SimulatedConnection draw() {
    return connections.isEmpty() ? null : connections.get(random.nextInt(connections.size()));
  }

  /**
   * Ends a node as if its process had been killed: its system closes the connections, and peers
   * learn of it soon.
   */
  public void kill(SimulatedTransport node) {
    die(node);
    for (SimulatedConnection connection : new ArrayList<>(connections)) {
      if (connection.isOf(node)) {
        connection.cut("connection reset by peer");
      }
    }
  }

  /**
   * Ends a node as if its machine had been switched off: peers learn of it when they send something
   * to the machine that came back, or at the end of the given time.
   */
  public void switchOff(SimulatedTransport node, Duration unnoticed) {
    die(node);
    for (SimulatedConnection connection : new ArrayList<>(connections)) {
      if (connection.isOf(node)) {
        connection.endOf(node).halfClose(unnoticed);
      }
    }
  }

  private void die(SimulatedTransport node) {
    node.loop().kill();
    listeners.values().removeIf(bound -> bound.owner() == node);
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

  boolean isBound(Endpoint endpoint) {
    return listeners.containsKey(endpoint);
  }

  void connect(
      SimulatedTransport from,
      Endpoint remote,
      int maxFrameBytes,
      long timeoutMs,
      FrameHandler handler) {
    if (from.isIsolated() || random.nextDouble() < dropProbability) {
      refuse(from, timeoutMs, "no answer from " + remote, handler);
      return;
    }
    simulation.at(
        Math.max(simulation.now(), stalledUntil) + delay(),
        "connect",
        () -> arrive(from, remote, maxFrameBytes, timeoutMs, handler));
  }

  private void arrive(
      SimulatedTransport from,
      Endpoint remote,
      int maxFrameBytes,
      long timeoutMs,
      FrameHandler handler) {
    Bound bound = listeners.get(remote);
    if (bound == null) {
      refuse(from, 0, "connection refused: " + remote, handler);
    } else if (bound.owner().isIsolated()) {
      refuse(from, timeoutMs, "no answer from " + remote, handler);
    } else {
      SimulatedConnection.open(this, from, handler, maxFrameBytes, bound, remote);
    }
  }

  private void refuse(SimulatedTransport from, long afterMs, String why, FrameHandler handler) {
    simulation.trace(from.loop().toString(), why);
    from.loop()
        .schedule(
            Duration.ofMillis(afterMs).toNanos(), () -> handler.onClosed(new IOException(why)));
  }

  /** When something sent now by one end of a connection arrives at the other. */
  long arrival(SimulatedTransport from, SimulatedTransport to) {
    long free = Math.max(Math.max(simulation.now(), stalledUntil), isolatedUntil(from, to));
    return free + delay() + from.slowness(random) + to.slowness(random);
  }

  private static long isolatedUntil(SimulatedTransport from, SimulatedTransport to) {
    return Math.max(from.isolatedUntil(), to.isolatedUntil());
  }

  Simulation simulation() {
    return simulation;
  }

  /** Counts connections, so that each has a name. */
  int opened(SimulatedConnection connection) {
    connections.add(connection);
    return ++opened;
  }

  void closed(SimulatedConnection connection) {
    connections.remove(connection);
  }

  private long delay() {
    return random.nextLong(minDelayNanos, maxDelayNanos + 1);
  }
}
