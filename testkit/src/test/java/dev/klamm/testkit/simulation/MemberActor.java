package dev.klamm.testkit.simulation;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.testkit.history.CommitHistory;
import dev.klamm.testkit.history.GroupHistory;
import dev.klamm.testkit.history.ReaderHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/** One member of a group: polls without waiting, commits now and then. */
final class MemberActor implements ConsumerRebalanceListener {

  private final World world;
  private final RandomGenerator random;
  private final String name;
  private final SimulatedTransport node;
  private final KafkaConsumer<Long, Long> consumer;
  private final ReaderHistory reading;
  private final GroupHistory group;
  private final LongConsumer onRead;
  private final Map<TopicPartition, Long> next = new LinkedHashMap<>();
  private ConsumerGroupMetadata told = new ConsumerGroupMetadata("none");
  private Set<TopicPartition> owned = Set.of();
  private boolean assigned;
  private boolean gone;

  /**
   * @param settings what distinguishes it
   * @param onRead is told of each record
   */
  MemberActor(
      World world,
      Faults faults,
      String name,
      String groupId,
      Map<String, Object> settings,
      LongConsumer onRead) {
    this.world = world;
    this.random = world.simulation.newRandom();
    this.name = name;
    this.onRead = onRead;
    this.reading = world.history.reader(name, IsolationLevel.READ_UNCOMMITTED);
    this.group = world.history.group(groupId);
    this.node = world.network.newTransport(name);
    faults.mayHit(node);
    consumer =
        new KafkaConsumer<>(
            settings(groupId, settings),
            Serdes.Long().deserializer(),
            Serdes.Long().deserializer(),
            ClientRuntime.shared(node, world.simulation.newRandom()));
  }

  private ConsumerSettings settings(String groupId, Map<String, Object> own) {
    Map<String, Object> settings = World.clientSettings();
    settings.put("group.id", groupId);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("max.poll.records", 1 + random.nextInt(20));
    settings.put("fetch.max.wait.ms", 400);
    settings.put("default.api.timeout.ms", 20_000);
    settings.putAll(own);
    settings.putAll(world.sabotage.memberSettings());
    return ConsumerSettings.of(settings);
  }

  void join(List<String> topics) {
    consumer.subscribe(topics, this);
    poll();
  }

  /** Its process dies. */
  void die() {
    gone = true;
    world.simulation.trace(name, "dies");
    world.network.kill(node);
  }

  /** Goes in good order. */
  void leave() {
    gone = true;
    world.simulation.trace(name, "leaves");
    consumer.unsubscribe();
    world.simulation.after(Duration.ofSeconds(2), () -> world.network.kill(node));
  }

  private void poll() {
    if (gone) {
      return;
    }
    for (ConsumerRecord<Long, Long> record : consumer.poll(Duration.ZERO)) {
      take(record);
    }
    tellOwnership();
    if (random.nextInt(5) == 0) {
      commit();
    }
    world.simulation.after(Duration.ofMillis(random.nextLong(1, 120)), this::poll);
  }

  private void take(ConsumerRecord<Long, Long> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    reading.read(partition, record.offset(), record.value());
    next.put(partition, record.offset() + 1);
    onRead.accept(record.value());
  }

  private void tellOwnership() {
    ConsumerGroupMetadata metadata = consumer.groupMetadata();
    Set<TopicPartition> assignment = consumer.assignment();
    if (metadata.generationId() >= 0 && !(metadata.equals(told) && assignment.equals(owned))) {
      told = metadata;
      owned = assignment;
      group.owns(name, metadata.generationId(), assignment);
      assigned = false;
    }
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
    List<CommitHistory> commits = new ArrayList<>();
    next.forEach(
        (partition, offset) -> {
          long wanted = world.sabotage.toCommit(offset);
          offsets.put(partition, new OffsetAndMetadata(world.sabotage.committed(wanted)));
          commits.add(group.commit(name, partition, wanted));
        });
    if (!offsets.isEmpty()) {
      consumer.commitAsync(
          offsets,
          (done, failure) -> {
            if (failure == null) {
              commits.forEach(CommitHistory::acknowledged);
            }
          });
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(next::remove);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    assigned = true; // with a generation's first answer it may not yet be known who owns what
    for (TopicPartition partition : partitions) {
      next.remove(partition);
      reading.begins(partition, ReaderHistory.UNKNOWN_POSITION);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(next::remove);
  }
}
