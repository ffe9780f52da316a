package dev.klamm.testkit.simulation;

import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.producer.KafkaProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Some idempotent producers, each of which sends values that name it and count, in turns to each
 * partition.
 */
final class SimulatedProducers {

  static final String TOPIC = "simulated";

  private static final int PRODUCER_SHIFT = 32;

  private final Simulation simulation;
  private final RandomGenerator random;
  private final int producers;
  private final int records;
  private final int partitions;
  private final List<Long> acknowledged = new ArrayList<>();
  private int resolved;

  SimulatedProducers(Simulation simulation, int producers, int records, int partitions) {
    this.simulation = simulation;
    this.random = simulation.newRandom();
    this.producers = producers;
    this.records = records;
    this.partitions = partitions;
  }

  void start(SimulatedNetwork network) {
    for (int p = 0; p < producers; p++) {
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
    if (n == records) {
      return;
    }
    long value = p << PRODUCER_SHIFT | n;
    producer.send(
        new ProducerRecord<>(TOPIC, n % partitions, p, value),
        (metadata, failure) -> {
          resolved++;
          if (failure == null) {
            acknowledged.add(value);
          }
        });
    simulation.after(
        Duration.ofNanos(random.nextLong(20_000_000)), () -> sendNext(producer, p, n + 1));
  }

  boolean areDone() {
    return resolved == producers * records;
  }

  int producers() {
    return producers;
  }

  int total() {
    return producers * records;
  }

  int partitions() {
    return partitions;
  }

  List<Long> acknowledged() {
    return acknowledged;
  }

  static int producerOf(long value) {
    return (int) (value >>> PRODUCER_SHIFT);
  }

  static int countOf(long value) {
    return (int) value;
  }
}
