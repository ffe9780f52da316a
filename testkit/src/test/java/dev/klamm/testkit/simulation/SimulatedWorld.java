package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.tck.storage.FaultyStorage;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** A broker that crashes, over a disk that syncs late and a network that cuts and stalls. */
final class SimulatedWorld {

  final Simulation simulation;
  final SimulatedNetwork network;
  final SimulatedBroker broker;
  private final RandomGenerator random;
  private int crashes;

  SimulatedWorld(long seed, int partitions) {
    simulation = new Simulation(seed);
    random = simulation.newRandom();
    network = new SimulatedNetwork(simulation);
    RandomGenerator crashPoint = simulation.newRandom();
    MemoryStorage disk =
        MemoryStorage.surviving(
            (synced, written, committed) -> crashPoint.nextLong(synced, committed + 1));
    FaultyStorage storage = new FaultyStorage(disk, simulation.newRandom());
    storage.delayDurability(simulation.newLoop("disk"), 100_000, 30_000_000);
    broker = new SimulatedBroker(simulation, network, storage, partitions);
  }

  /** Sets faults off at random moments of the first while. */
  void startFaults(int crashCount, int networkFaults) {
    for (int i = 0; i < networkFaults; i++) {
      simulation.after(soon(), network::cutOne);
      simulation.after(soon(), () -> network.stall(Duration.ofMillis(random.nextLong(1, 5_000))));
    }
    for (int i = 0; i < crashCount; i++) {
      simulation.after(soon(), this::crash);
    }
  }

  private Duration soon() {
    return Duration.ofMillis(random.nextLong(1, 600));
  }

  private void crash() {
    if (broker.isUp()) {
      crashes++;
      broker.crash();
      simulation.after(Duration.ofMillis(random.nextLong(1, 2_000)), broker::restart);
    }
  }

  /**
   * What holds of every partition at the end: offsets are dense, and every value is there once and
   * in its producer's order.
   */
  void checkLogs(SimulatedProducers producers) {
    int total = 0;
    for (int partition = 0; partition < producers.partitions(); partition++) {
      List<SimulatedBroker.Stored> stored = broker.read(SimulatedProducers.TOPIC, partition);
      int[] next = new int[producers.producers()];
      java.util.Arrays.fill(next, partition);
      for (int i = 0; i < stored.size(); i++) {
        int producer = SimulatedProducers.producerOf(stored.get(i).value());
        assertThat(stored.get(i).offset()).as("%s: offsets are dense", this).isEqualTo(i);
        assertThat(SimulatedProducers.countOf(stored.get(i).value()))
            .as(
                "%s: order of producer %s in partition %s at offset %s",
                this, producer, partition, i)
            .isEqualTo(next[producer]);
        next[producer] += producers.partitions();
      }
      total += stored.size();
    }
    assertThat(producers.acknowledged())
        .as("%s: every send succeeds in the end", this)
        .hasSize(producers.total());
    assertThat(total)
        .as("%s: every acknowledged record is there once", this)
        .isEqualTo(producers.total());
  }

  @Override
  public String toString() {
    return "seed " + simulation.seed() + " with " + crashes + " crashes";
  }
}
