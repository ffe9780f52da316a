package dev.klamm.testkit.simulation;

import dev.klamm.api.transport.InboundFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A frame whose memory is spoilt when it is given back, so that nobody gets away with using it. */
final class SimulatedFrame implements InboundFrame {

  private static final byte SPOILT = (byte) 0xDB;

  private final Simulation simulation;
  private final ByteBuffer payload;
  private boolean released;

  SimulatedFrame(Simulation simulation, ByteBuffer payload) {
    this.simulation = simulation;
    this.payload = payload;
  }

  @Override
  public ByteBuffer payload() {
    return payload;
  }

  @Override
  public void release() {
    if (released) {
      simulation.fail(new IllegalStateException("a frame was released twice"));
    }
    released = true;
    Arrays.fill(payload.array(), SPOILT);
  }
}
