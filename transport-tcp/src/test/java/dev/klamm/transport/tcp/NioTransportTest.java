package dev.klamm.transport.tcp;

import dev.klamm.api.transport.Transport;
import dev.klamm.tck.transport.TransportContract;
import java.util.Map;

class NioTransportTest extends TransportContract {

  @Override
  protected Transport open(int loops, String threadPrefix) {
    return new TcpTransportProvider().open(loops, threadPrefix, Map.of("tcp.io", "nio"));
  }
}
