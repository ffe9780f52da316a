package dev.klamm.testkit.simulation;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.Transport;
import java.util.List;

/** One node's side of a {@link SimulatedNetwork}. */
public final class SimulatedTransport implements Transport {

  private final SimulatedNetwork network;
  private final SimulatedLoop loop;

  SimulatedTransport(SimulatedNetwork network, SimulatedLoop loop) {
    this.network = network;
    this.loop = loop;
  }

  /** The node's one loop. */
  public SimulatedLoop loop() {
    return loop;
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
    network.connect(this, remote, maxFrameBytes, handler);
  }

  /** Same as the death of the node: a simulation has no threads to wait for. */
  @Override
  public void close() {
    network.kill(this);
  }
}
