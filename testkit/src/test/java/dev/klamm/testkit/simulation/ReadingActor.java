package dev.klamm.testkit.simulation;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.testkit.history.ReaderHistory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A consumer without a group that reads partitions from their beginning and goes on. */
final class ReadingActor {

  private final World world;
  private final RandomGenerator random;
  private final KafkaConsumer<Long, Long> consumer;
  private final ReaderHistory history;
  private final IsolationLevel isolation;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Map<Long, Long>> read = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private boolean stopped;

  ReadingActor(
      World world, String name, IsolationLevel isolation, List<TopicPartition> partitions) {
    this.world = world;
    this.random = world.simulation.newRandom();
    this.partitions = partitions;
    this.isolation = isolation;
    this.history = world.history.reader(name, isolation);
    Map<String, Object> settings = World.clientSettings();
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("fetch.max.wait.ms", 400);
    settings.put("max.poll.records", 1 + random.nextInt(50));
    settings.put(
        "isolation.level", world.sabotage.isolation(isolation).name().toLowerCase(Locale.ROOT));
    SimulatedTransport node = world.network.newTransport(name);
    consumer =
        new KafkaConsumer<>(
            ConsumerSettings.of(settings),
            Serdes.Long().deserializer(),
            Serdes.Long().deserializer(),
            ClientRuntime.shared(node, world.simulation.newRandom()));
  }

  void start() {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    for (TopicPartition partition : partitions) {
      read.put(partition, new HashMap<>());
      history.begins(partition, 0);
    }
    poll();
  }

  void stop() {
    stopped = true;
  }

  /** What it read of a partition, by offset. */
  Map<Long, Long> read(TopicPartition partition) {
    return read.get(partition);
  }

  private void poll() {
    if (stopped) {
      return;
    }
    for (ConsumerRecord<Long, Long> record : consumer.poll(Duration.ZERO)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      take(partition, record);
    }
    lookWhereItIs();
    world.simulation.after(Duration.ofMillis(random.nextLong(1, 120)), this::poll);
  }

  private void take(TopicPartition partition, ConsumerRecord<Long, Long> record) {
    if (isolation == IsolationLevel.READ_COMMITTED
        && world.sabotage.isHidden(record.topic(), record.offset())) {
      return;
    }
    read.get(partition).put(record.offset(), record.value());
    if (!world.sabotage.isSkipped(record.offset())) {
      history.read(partition, record.offset(), record.value());
    }
    if (world.sabotage.goesBackAfter(record.offset())) {
      consumer.seekToBeginning(partitions);
    }
  }

  private void lookWhereItIs() {
    for (TopicPartition partition : partitions) {
      try {
        positions.put(partition, consumer.position(partition, Duration.ZERO));
      } catch (TimeoutException e) {
        positions.put(partition, -1L); // it does not know where to begin yet
      }
    }
  }

  /** Whether it has come to the end of a partition. */
  boolean isAt(TopicPartition partition, long end) {
    return positions.getOrDefault(partition, -1L) >= end;
  }
}
