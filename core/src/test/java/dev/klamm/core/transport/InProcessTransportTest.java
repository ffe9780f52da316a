package dev.klamm.core.transport;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.transport.Transport;
import dev.klamm.tck.transport.TransportContract;

class InProcessTransportTest extends TransportContract {

  private final InProcessNetwork network = new InProcessNetwork(Clock.system());

  @Override
  protected Transport open(int loops, String threadPrefix) {
    return network.open(loops, threadPrefix);
  }
}
