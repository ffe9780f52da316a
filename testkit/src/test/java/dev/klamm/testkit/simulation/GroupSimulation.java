package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.net.ClientRuntime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A consumer group reads what producers write, while the broker crashes, the network cuts and
 * stalls, and members come and go. Every record reaches the group at least once; within one reign
 * over a partition, offsets rise one by one; what a member begins with is what was committed last,
 * or before it.
 */
final class GroupSimulation {

  private static final int PARTITIONS = 4;
  private static final String[] ASSIGNORS = {"range", "roundrobin", "sticky", "cooperative-sticky"};

  private final SimulatedWorld world;
  private final RandomGenerator random;
  private final SimulatedProducers producers;
  private final String assignor;
  private final Set<Long> seen = new HashSet<>();

  private GroupSimulation(long seed) {
    world = new SimulatedWorld(seed, PARTITIONS);
    random = world.simulation.newRandom();
    producers = new SimulatedProducers(world.simulation, 2, 30, PARTITIONS);
    assignor = ASSIGNORS[(int) Math.floorMod(seed, (long) ASSIGNORS.length)];
  }

  /**
   * Runs one seed to its end and checks what is left; returns the checksum of all that happened.
   */
  static long run(long seed) {
    GroupSimulation scenario = new GroupSimulation(seed);
    scenario.start();
    SimulatedWorld world = scenario.world;
    assertThat(
            world.simulation.runUntil(
                () ->
                    scenario.producers.areDone()
                        && scenario.seen.size() == scenario.producers.total(),
                Duration.ofMinutes(20)))
        .as(
            "%s, %s: the group reads every record; it read %s of %s",
            world, scenario.assignor, scenario.seen.size(), scenario.producers.total())
        .isTrue();
    world.checkLogs(scenario.producers);
    return world.simulation.traceChecksum();
  }

  private void start() {
    producers.start(world.network);
    for (int member = 0; member < 3; member++) {
      String name = "member-" + member;
      world.simulation.after(
          Duration.ofMillis(random.nextLong(0, 800)), () -> new Member(name).begin());
    }
    world.startFaults(1, 2);
  }

  /** One member: polls without waiting, commits now and then. */
  private final class Member implements ConsumerRebalanceListener {

    private final String name;
    private final KafkaConsumer<Long, Long> consumer;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    Member(String name) {
      this.name = name;
      ConsumerSettings settings =
          ConsumerSettings.of(
              Map.of(
                  "bootstrap.servers",
                  SimulatedBroker.ADDRESS.toString(),
                  "group.id",
                  "simulated-group",
                  "auto.offset.reset",
                  "earliest",
                  "enable.auto.commit",
                  false,
                  "session.timeout.ms",
                  10_000,
                  "heartbeat.interval.ms",
                  1_000,
                  "max.poll.records",
                  1 + random.nextInt(20),
                  "request.timeout.ms",
                  4_000,
                  "default.api.timeout.ms",
                  20_000,
                  "partition.assignment.strategy",
                  assignor));
      consumer =
          new KafkaConsumer<>(
              settings,
              Serdes.Long().deserializer(),
              Serdes.Long().deserializer(),
              ClientRuntime.shared(world.network.newTransport(name), world.simulation.newRandom()));
    }

    void begin() {
      consumer.subscribe(List.of(SimulatedProducers.TOPIC), this);
      poll();
    }

    private void poll() {
      for (ConsumerRecord<Long, Long> record : consumer.poll(Duration.ZERO)) {
        take(record);
      }
      if (random.nextInt(5) == 0) {
        consumer.commitAsync();
      }
      world.simulation.after(Duration.ofMillis(random.nextLong(1, 50)), this::poll);
    }

    private void take(ConsumerRecord<Long, Long> record) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      Long expected = next.get(partition);
      if (expected != null) {
        assertThat(record.offset())
            .as("%s, %s: what %s reads next of %s", world, assignor, name, partition)
            .isEqualTo(expected);
      }
      next.put(partition, record.offset() + 1);
      seen.add(record.value());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(next::remove);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(next::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      partitions.forEach(next::remove);
    }
  }
}
