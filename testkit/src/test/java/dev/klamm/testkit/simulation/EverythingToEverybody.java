package dev.klamm.testkit.simulation;

import dev.klamm.api.cluster.Cluster;
import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerPartitionAssignor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An assignor with a bug. */
public final class EverythingToEverybody implements ConsumerPartitionAssignor {

  @Override
  public String name() {
    return "everything";
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription subscription) {
    Map<String, Assignment> assignments = new HashMap<>();
    subscription
        .groupSubscription()
        .forEach((member, wants) -> assignments.put(member, all(metadata, wants.topics())));
    return new GroupAssignment(assignments);
  }

  private static Assignment all(Cluster metadata, List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo partition : metadata.partitionsForTopic(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    return new Assignment(partitions);
  }
}
