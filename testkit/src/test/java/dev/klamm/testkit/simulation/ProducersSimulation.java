package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * Idempotent producers write while the broker crashes, the network cuts and stalls, and the disk
 * syncs late.
 */
final class ProducersSimulation {

  private ProducersSimulation() {}

  /**
   * Runs one seed to its end and checks what is left; returns the checksum of all that happened.
   */
  static long run(long seed) {
    SimulatedWorld world = new SimulatedWorld(seed, 2);
    SimulatedProducers producers = new SimulatedProducers(world.simulation, 3, 40, 2);
    producers.start(world.network);
    world.startFaults(2, 4);
    assertThat(
            world.simulation.runUntil(
                () -> producers.areDone() && world.broker.isUp(), Duration.ofMinutes(10)))
        .as("%s: every send is answered", world)
        .isTrue();
    world.checkLogs(producers);
    return world.simulation.traceChecksum();
  }
}
