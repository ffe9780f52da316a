package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.tck.storage.FaultyStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Idempotent producers write to a broker that crashes, over a network that cuts and stalls and a
 * disk that syncs late. Each value names its producer and counts, so that what lies in a partition
 * says at once whether anything was lost, doubled or put out of order.
 */
final class ProducersSimulation {

  private static final String TOPIC = "simulated";
  private static final int PRODUCERS = 3;
  private static final int RECORDS = 40;
  private static final long PRODUCER_SHIFT = 32;

  private final Simulation simulation;
  private final RandomGenerator random;
  private final SimulatedNetwork network;
  private final SimulatedBroker broker;
  private final List<Long> acknowledged = new ArrayList<>();
  private int resolved;
  private int sent;
  private int crashes;

  private ProducersSimulation(long seed) {
    simulation = new Simulation(seed);
    random = simulation.newRandom();
    network = new SimulatedNetwork(simulation);
    RandomGenerator crashPoint = simulation.newRandom();
    MemoryStorage disk =
        MemoryStorage.surviving(
            (synced, written, committed) -> crashPoint.nextLong(synced, committed + 1));
    FaultyStorage storage = new FaultyStorage(disk, simulation.newRandom());
    storage.delayDurability(simulation.newLoop("disk"), 100_000, 30_000_000);
    broker = new SimulatedBroker(simulation, network, storage);
  }

  /**
   * Runs one seed to its end and checks what is left; returns the checksum of all that happened.
   */
  static long run(long seed) {
    ProducersSimulation scenario = new ProducersSimulation(seed);
    scenario.startProducers();
    scenario.startFaults();
    assertThat(
            scenario.simulation.runUntil(
                () -> scenario.resolved == PRODUCERS * RECORDS && scenario.broker.isUp(),
                Duration.ofMinutes(10)))
        .as("seed %s: every send is answered, %s of %s are", seed, scenario.resolved, scenario.sent)
        .isTrue();
    scenario.check();
    return scenario.simulation.traceChecksum();
  }

  private void startProducers() {
    for (int p = 0; p < PRODUCERS; p++) {
      SimulatedTransport node = network.newTransport("producer-" + p);
      ProducerSettings settings =
          ProducerSettings.of(
              Map.of(
                  "bootstrap.servers", SimulatedBroker.ADDRESS.toString(),
                  "linger.ms", random.nextInt(10),
                  "batch.size", 200,
                  "delivery.timeout.ms", 300_000,
                  "request.timeout.ms", 3_000,
                  "retry.backoff.ms", 20));
      KafkaProducer<Long, Long> producer =
          new KafkaProducer<>(
              settings,
              Serdes.Long().serializer(),
              Serdes.Long().serializer(),
              ClientRuntime.shared(node, simulation.newRandom()));
      sendNext(producer, p, 0);
    }
  }

  private void sendNext(KafkaProducer<Long, Long> producer, long p, int n) {
    if (n == RECORDS) {
      return;
    }
    long value = p << PRODUCER_SHIFT | n;
    sent++;
    producer.send(
        new ProducerRecord<>(TOPIC, 0, p, value),
        (metadata, failure) -> {
          resolved++;
          if (failure == null) {
            acknowledged.add(value);
          }
        });
    simulation.after(
        Duration.ofNanos(random.nextLong(20_000_000)), () -> sendNext(producer, p, n + 1));
  }

  private void startFaults() {
    for (int i = 0; i < 4; i++) {
      simulation.after(at(), network::cutOne);
      simulation.after(at(), () -> network.stall(Duration.ofMillis(random.nextLong(1, 5_000))));
    }
    simulation.after(at(), this::crash);
    simulation.after(at(), this::crash);
  }

  private Duration at() {
    return Duration.ofMillis(random.nextLong(1, 600));
  }

  private void crash() {
    if (broker.isUp()) {
      crashes++;
      broker.crash();
      simulation.after(Duration.ofMillis(random.nextLong(1, 2_000)), broker::restart);
    }
  }

  private void check() {
    List<SimulatedBroker.Stored> stored = broker.read(TOPIC, 0);
    String run = "seed " + simulation.seed() + " with " + crashes + " crashes";
    long[] next = new long[PRODUCERS];
    for (int i = 0; i < stored.size(); i++) {
      assertThat(stored.get(i).offset()).as("%s: offsets are dense", run).isEqualTo(i);
      int producer = (int) (stored.get(i).value() >>> PRODUCER_SHIFT);
      long count = stored.get(i).value() & 0xffff_ffffL;
      assertThat(count)
          .as("%s: order of producer %s at offset %s", run, producer, i)
          .isEqualTo(next[producer]);
      next[producer]++;
    }
    assertThat(acknowledged)
        .as("%s: every send succeeds in the end", run)
        .hasSize(PRODUCERS * RECORDS);
    assertThat(stored)
        .as("%s: every acknowledged record is there once", run)
        .hasSize(PRODUCERS * RECORDS);
  }
}
