package dev.klamm.core.group.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.TopicNames;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.protocol.MalformedMessageException;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.ConsumerProtocolAssignment;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that consumers of the classic protocol send each other through the coordinator. Where
 * it is the coordinator that assigns, it has to read and write them.
 */
final class EmbeddedProtocol {
  private EmbeddedProtocol() {}

  /** What a consumer says that it holds. */
  static PartitionSet owned(ConsumerProtocolSubscription subscription, TopicNames topics) {
    PartitionSet.Builder set = new PartitionSet.Builder();
    for (ConsumerProtocolSubscription.TopicPartition each : subscription.ownedPartitions()) {
      Uuid id = topics.idOf(each.topic());
      if (id != null) {
        set.addAll(id, each.partitions());
      }
    }
    return set.build();
  }

  /** What a leader assigned, or null if it cannot be read. */
  static @Nullable PartitionSet assigned(byte[] assignment, TopicNames topics) {
    if (assignment.length == 0) {
      return PartitionSet.EMPTY;
    }
    try {
      MessageReader in = new MessageReader(ByteBuffer.wrap(assignment));
      short version = in.readInt16("version");
      if (version < ConsumerProtocolAssignment.LOWEST_SUPPORTED_VERSION) {
        return null;
      }
      short known = (short) Math.min(version, ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION);
      ConsumerProtocolAssignment read = new ConsumerProtocolAssignment();
      read.read(in, known);
      return partitions(read, topics);
    } catch (MalformedMessageException e) {
      // Some other way to divide work, which the coordinator cannot take over.
      return null;
    }
  }

  private static PartitionSet partitions(ConsumerProtocolAssignment read, TopicNames topics) {
    PartitionSet.Builder set = new PartitionSet.Builder();
    for (ConsumerProtocolAssignment.TopicPartition each : read.assignedPartitions()) {
      Uuid id = topics.idOf(each.topic());
      if (id != null) {
        set.addAll(id, each.partitions());
      }
    }
    return set.build();
  }

  /** An assignment as a leader would write it. */
  static byte[] bytes(PartitionSet assigned, TopicNames topics) {
    List<ConsumerProtocolAssignment.TopicPartition> named = new ArrayList<>(assigned.topicCount());
    assigned.forEach(
        (topic, partitions) -> {
          String name = topics.nameOf(topic);
          if (name != null) {
            named.add(
                new ConsumerProtocolAssignment.TopicPartition()
                    .topic(name)
                    .partitions(MemberRequests.boxed(partitions)));
          }
        });
    short version = ConsumerProtocolAssignment.LOWEST_SUPPORTED_VERSION;
    MessageWriter out = new MessageWriter();
    out.writeInt16(version);
    new ConsumerProtocolAssignment().assignedPartitions(named).write(out, version);
    ByteBuffer buffer = out.finish().toBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
