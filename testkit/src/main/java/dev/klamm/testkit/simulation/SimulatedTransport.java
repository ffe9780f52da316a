package dev.klamm.testkit.simulation;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One node's side of a {@link SimulatedNetwork}.
 *
 * @since 0.1
 */
public final class SimulatedTransport implements Transport {

  private final SimulatedNetwork network;
  private final SimulatedLoop loop;
  private long isolatedUntil;
  private long slowUntil;
  private long slownessNanos;

  SimulatedTransport(SimulatedNetwork network, SimulatedLoop loop) {
    this.network = network;
    this.loop = loop;
  }

  /** The node's one loop. */
  public SimulatedLoop loop() {
    return loop;
  }

  /** Nothing gets through to this node or from it for a while; what is sent arrives after it. */
  public void isolate(Duration time) {
    isolatedUntil = Math.max(isolatedUntil, now() + time.toNanos());
    network.simulation().trace(loop.toString(), "is isolated for " + time.toMillis() + " ms");
  }

  /** Every frame to this node or from it takes longer for a while, by up to {@code most}. */
  public void slowDown(Duration most, Duration time) {
    slownessNanos = most.toNanos();
    slowUntil = now() + time.toNanos();
    network.simulation().trace(loop.toString(), "is slow for " + time.toMillis() + " ms");
  }

  boolean isIsolated() {
    return now() < isolatedUntil;
  }

  long isolatedUntil() {
    return isolatedUntil;
  }

  long slowness(RandomGenerator random) {
    return now() < slowUntil ? random.nextLong(slownessNanos + 1) : 0;
  }

  private long now() {
    return network.simulation().now();
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public List<EventLoop> eventLoops() {
    return List.of(loop);
  }

  @Override
  public Listener listen(Endpoint endpoint, ListenerLimits limits, ConnectionAcceptor acceptor) {
    Endpoint bound =
        network.bind(this, endpoint, new SimulatedNetwork.Bound(this, limits, acceptor));
    return new Listener() {
      @Override
      public Endpoint endpoint() {
        return bound;
      }

      @Override
      public void close() {
        network.unbind(bound, SimulatedTransport.this);
      }
    };
  }

  @Override
  public void connect(
      EventLoop on,
      Endpoint remote,
      int maxFrameBytes,
      long connectTimeoutMs,
      FrameHandler handler) {
    network.connect(this, remote, maxFrameBytes, connectTimeoutMs, handler);
  }

  /** Same as the death of the node: a simulation has no threads to wait for. */
  @Override
  public void close() {
    network.kill(this);
  }
}
