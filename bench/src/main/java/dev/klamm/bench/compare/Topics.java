package dev.klamm.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Makes and removes topics, on any side by the same client. */
final class Topics {

  private static final long SECONDS = 60;

  private Topics() {}

  static void create(Broker broker, String topic, int partitions)
      throws IOException, InterruptedException {
    try (Admin admin = admin(broker)) {
      NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
      await(admin.createTopics(List.of(wanted)).all(), "create topic " + topic);
    }
  }

  /** So that data of one workload is not in the way of the next. */
  static void delete(Broker broker, String topic) throws IOException, InterruptedException {
    try (Admin admin = admin(broker)) {
      await(admin.deleteTopics(List.of(topic)).all(), "delete topic " + topic);
    }
  }

  /** How many records a topic holds that nobody has deleted from. */
  static long records(Broker broker, String topic) throws IOException, InterruptedException {
    try (Admin admin = admin(broker)) {
      TopicDescription found =
          Objects.requireNonNull(
              await(admin.describeTopics(List.of(topic)).allTopicNames(), "find " + topic)
                  .get(topic));
      return await(admin.listOffsets(latest(found)).all(), "list offsets of " + topic)
          .values()
          .stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  private static Map<TopicPartition, OffsetSpec> latest(TopicDescription topic) {
    return topic.partitions().stream()
        .collect(
            Collectors.toMap(
                partition -> new TopicPartition(topic.name(), partition.partition()),
                partition -> OffsetSpec.latest()));
  }

  private static Admin admin(Broker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.address()));
  }

  private static <T> T await(KafkaFuture<T> done, String what)
      throws IOException, InterruptedException {
    try {
      return done.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("cannot " + what + ": " + e, e);
    }
  }
}
