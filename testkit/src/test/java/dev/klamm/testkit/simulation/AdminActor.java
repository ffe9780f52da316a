package dev.klamm.testkit.simulation;

import dev.klamm.api.admin.AdminSettings;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.admin.NewPartitions;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.core.admin.KafkaAdminClient;
import dev.klamm.testkit.history.GroupHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Creates, deletes and grows topics, and asks for what groups committed. */
final class AdminActor {

  private final World world;
  final KafkaAdminClient admin;

  AdminActor(World world) {
    this.world = world;
    Map<String, Object> settings = World.clientSettings();
    settings.put("default.api.timeout.ms", 10_000);
    admin = new KafkaAdminClient(AdminSettings.of(settings), world.network.newClient("admin"));
  }

  /** Creates a topic, however often it takes, then goes on. */
  void create(NewTopic topic, Runnable then) {
    until(() -> admin.createTopics(List.of(topic)).all(), then);
  }

  void delete(String topic, Runnable then) {
    world.history.deleted(topic);
    until(() -> admin.deleteTopics(Set.of(topic)).all(), then);
  }

  void grow(String topic, int partitions, Runnable then) {
    until(
        () -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all(),
        then);
  }

  /** A failure that says that it was done before counts as success: an answer may be lost. */
  private void until(Supplier<KafkaFuture<?>> call, Runnable then) {
    call.get()
        .whenComplete(
            (done, failure) -> {
              if (failure == null || isDoneBefore(failure)) {
                then.run();
              } else {
                world.simulation.after(Duration.ofMillis(100), () -> until(call, then));
              }
            });
  }

  private static boolean isDoneBefore(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return switch (cause.getClass().getSimpleName()) {
      case "TopicExistsException",
          "UnknownTopicOrPartitionException",
          "InvalidPartitionsException" ->
          true;
      default -> false;
    };
  }

  /** Asks again and again what a group has committed. */
  void watch(String groupId, Duration every) {
    GroupHistory group = world.history.group(groupId);
    long asked = group.asks("admin");
    admin
        .listConsumerGroupOffsets(groupId)
        .partitionsToOffsetAndMetadata()
        .whenComplete(
            (offsets, failure) -> {
              if (failure == null) {
                offsets.forEach((partition, offset) -> seen(group, asked, partition, offset));
              }
              world.simulation.after(every, () -> watch(groupId, every));
            });
  }

  private static void seen(
      GroupHistory group, long asked, TopicPartition partition, OffsetAndMetadata offset) {
    group.committed("admin", asked, partition, offset == null ? -1 : offset.offset());
  }
}
