package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.Assignment;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.Subscription;
import dev.klamm.protocol.MalformedMessageException;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.ConsumerProtocolAssignment;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What members of a classic consumer group write into JoinGroup and SyncGroup: two bytes of
 * version, then the message. Brokers pass it on unread.
 */
public final class ConsumerProtocol {
  /** The protocol type of consumer groups. */
  public static final String TYPE = "consumer";

  private static final short LATEST_SUBSCRIPTION =
      ConsumerProtocolSubscription.HIGHEST_SUPPORTED_VERSION;
  private static final short LATEST_ASSIGNMENT =
      ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION;

  private ConsumerProtocol() {}

  /** A member's subscription in the newest version; older members read what they know of it. */
  public static ByteBuffer encodeSubscription(
      Collection<String> topics,
      Collection<TopicPartition> owned,
      int generation,
      @Nullable String rack,
      @Nullable ByteBuffer userData) {
    List<ConsumerProtocolSubscription.TopicPartition> ownedByTopic = new ArrayList<>();
    byTopic(owned)
        .forEach(
            (topic, numbers) ->
                ownedByTopic.add(
                    new ConsumerProtocolSubscription.TopicPartition()
                        .topic(topic)
                        .partitions(numbers)));
    MessageWriter out = new MessageWriter();
    out.writeInt16(LATEST_SUBSCRIPTION);
    new ConsumerProtocolSubscription()
        .topics(topics.stream().sorted().toList())
        .ownedPartitions(ownedByTopic)
        .generationId(generation)
        .rackId(rack)
        .userData(userData)
        .write(out, LATEST_SUBSCRIPTION);
    return out.finish().toBuffer();
  }

  /**
   * A member as its subscription tells; a version newer than ours is read as far as we know it.
   *
   * @throws MalformedMessageException when it cannot be read
   */
  public static Subscription decodeSubscription(@Nullable String instanceId, ByteBuffer bytes) {
    MessageReader in = new MessageReader(bytes.slice());
    ConsumerProtocolSubscription read = new ConsumerProtocolSubscription();
    read.read(in, version(in, LATEST_SUBSCRIPTION));
    List<TopicPartition> owned = new ArrayList<>();
    for (ConsumerProtocolSubscription.TopicPartition topic : read.ownedPartitions()) {
      topic.partitions().forEach(number -> owned.add(new TopicPartition(topic.topic(), number)));
    }
    return new Subscription(
        read.topics(),
        copy(read.userData()),
        owned,
        read.generationId() < 0 ? Optional.empty() : Optional.of(read.generationId()),
        Optional.ofNullable(read.rackId()),
        Optional.ofNullable(instanceId));
  }

  public static ByteBuffer encodeAssignment(Assignment assignment) {
    List<ConsumerProtocolAssignment.TopicPartition> assigned = new ArrayList<>();
    byTopic(assignment.partitions())
        .forEach(
            (topic, numbers) ->
                assigned.add(
                    new ConsumerProtocolAssignment.TopicPartition()
                        .topic(topic)
                        .partitions(numbers)));
    MessageWriter out = new MessageWriter();
    out.writeInt16(LATEST_ASSIGNMENT);
    new ConsumerProtocolAssignment()
        .assignedPartitions(assigned)
        .userData(assignment.userData())
        .write(out, LATEST_ASSIGNMENT);
    return out.finish().toBuffer();
  }

  /**
   * What a member was given. Nothing at all stands for nothing given.
   *
   * @throws MalformedMessageException when it cannot be read
   */
  public static Assignment decodeAssignment(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return new Assignment(List.of());
    }
    MessageReader in = new MessageReader(bytes.slice());
    ConsumerProtocolAssignment read = new ConsumerProtocolAssignment();
    read.read(in, version(in, LATEST_ASSIGNMENT));
    List<TopicPartition> partitions = new ArrayList<>();
    for (ConsumerProtocolAssignment.TopicPartition topic : read.assignedPartitions()) {
      topic.partitions().forEach(n -> partitions.add(new TopicPartition(topic.topic(), n)));
    }
    return new Assignment(partitions, copy(read.userData()));
  }

  private static short version(MessageReader in, short latest) {
    short version = in.readInt16("version");
    if (version < 0) {
      throw new MalformedMessageException("version " + version + " of the consumer protocol");
    }
    return (short) Math.min(version, latest);
  }

  private static Map<String, List<Integer>> byTopic(Collection<TopicPartition> partitions) {
    Map<String, List<Integer>> byTopic = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      byTopic.computeIfAbsent(partition.topic(), t -> new ArrayList<>()).add(partition.partition());
    }
    byTopic.values().forEach(numbers -> numbers.sort(null));
    return byTopic;
  }

  private static @Nullable ByteBuffer copy(@Nullable ByteBuffer bytes) {
    return bytes == null
        ? null
        : ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }
}
