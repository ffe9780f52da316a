package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.Cluster;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.config.Component;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.ConsumerPartitionAssignor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of our own assignors in the form in which all assignors are called. */
public final class BuiltInAssignor implements ConsumerPartitionAssignor {
  private final PartitionAssignor assignor;

  BuiltInAssignor(PartitionAssignor assignor) {
    this.assignor = assignor;
  }

  /** The assignor that a setting stands for, a short name of ours included. */
  public static ConsumerPartitionAssignor create(Component<ConsumerPartitionAssignor> setting) {
    return setting.isShortName() ? new BuiltInAssignor(byName(setting.name())) : setting.create();
  }

  private static PartitionAssignor byName(String name) {
    return switch (name) {
      case RangeAssignor.NAME -> new RangeAssignor();
      case RoundRobinAssignor.NAME -> new RoundRobinAssignor();
      case StickyAssignor.NAME -> new StickyAssignor();
      case CooperativeStickyAssignor.NAME -> new CooperativeStickyAssignor();
      default ->
          throw new IllegalArgumentException(
              "no assignor is called '"
                  + name
                  + "': range, roundrobin, sticky and cooperative-sticky are there");
    };
  }

  @Override
  public String name() {
    return assignor.name();
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return assignor.protocols();
  }

  @Override
  public @Nullable ByteBuffer subscriptionUserData(Set<String> topics) {
    return assignor.userData();
  }

  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
    assignor.onAssignment(assignment.partitions(), metadata.generationId());
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
    List<GroupMember> members = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    groupSubscription
        .groupSubscription()
        .forEach(
            (id, subscription) -> {
              members.add(member(id, subscription));
              for (String topic : subscription.topics()) {
                Integer count = metadata.partitionCountForTopic(topic);
                if (count != null) {
                  counts.put(topic, count);
                }
              }
            });
    Map<String, Assignment> assigned = new HashMap<>();
    PartitionRacks racks = PartitionRacks.of(metadata, counts.keySet()).usefulFor(members);
    Map<String, List<TopicPartition>> plan = assignor.assign(counts, members, racks);
    plan.forEach((id, partitions) -> assigned.put(id, new Assignment(partitions)));
    return new GroupAssignment(assigned);
  }

  private static GroupMember member(String id, Subscription told) {
    return new GroupMember(
        id,
        told.groupInstanceId().orElse(null),
        told.topics(),
        told.ownedPartitions(),
        told.generationId().orElse(-1),
        told.userData(),
        told.rackId().orElse(null));
  }
}
