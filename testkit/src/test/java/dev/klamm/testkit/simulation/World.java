package dev.klamm.testkit.simulation;

import dev.klamm.testkit.history.History;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A broker on a disk, a network, and a history of what clients saw. */
final class World {

  final Simulation simulation;
  final SimulatedNetwork network;
  final SimulatedDisk disk;
  final SimulatedBroker broker;
  final History history = new History();
  final Sabotage sabotage;
  private final RandomGenerator random;

  World(Simulation simulation, Map<String, String> brokerSettings, Sabotage sabotage) {
    this.simulation = simulation;
    this.sabotage = sabotage;
    random = simulation.newRandom();
    network = new SimulatedNetwork(simulation);
    disk = new SimulatedDisk(simulation);
    disk.onFailure(this::replaceBroker);
    history.tell(simulation::trace);
    broker =
        new SimulatedBroker(simulation, network, sabotage.storage(disk), settings(brokerSettings));
    if (!sabotage.isBrokerWatched()) {
      broker.unwatched();
    }
  }

  private static Map<String, String> settings(Map<String, String> wanted) {
    Map<String, String> settings = new HashMap<>(wanted);
    settings.put("auto.create.topics.enable", "false");
    settings.put("log.retention.check.interval.ms", "700");
    return settings;
  }

  /** Settings that every client has. */
  static Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", SimulatedBroker.ADDRESS.toString());
    settings.put("client.id", "simulated"); // ids that are made up count through a process
    settings.put("request.timeout.ms", 3_000);
    settings.put("retry.backoff.ms", 20);
    settings.put("reconnect.backoff.max.ms", 500);
    settings.put("metadata.max.age.ms", 1_500);
    return settings;
  }

  /** kill -9, or a power cut; and back after a while. */
  void crash() {
    if (broker.isUp()) {
      if (random.nextInt(3) == 0) {
        broker.switchOff(Duration.ofMillis(random.nextLong(1, 20_000)));
      } else {
        broker.crash();
      }
      startSoon();
    }
  }

  void restart() {
    if (broker.isUp()) {
      broker.stop(this::startSoon);
    }
  }

  /** The store has failed: an operator sees to it after a while. */
  private void replaceBroker() {
    simulation.after(
        Duration.ofMillis(random.nextLong(1, 2_000)),
        () -> {
          if (broker.isUp()) {
            broker.crash();
            startSoon();
          }
        });
  }

  private void startSoon() {
    simulation.after(Duration.ofMillis(random.nextLong(1, 1_500)), this::start);
  }

  private void start() {
    if (!broker.isUp() && !broker.start()) {
      startSoon();
    }
  }
}
