package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.InvalidPartitionsException;
import dev.klamm.api.error.InvalidReplicaAssignmentException;
import dev.klamm.api.error.InvalidReplicationFactorException;
import dev.klamm.api.error.InvalidRequestException;
import dev.klamm.api.error.InvalidTopicException;
import dev.klamm.api.error.PolicyViolationException;
import dev.klamm.api.error.TopicExistsException;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicName;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableReplicaAssignment;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a new topic's name, partitions and replicas must be like in a cluster of one broker. A
 * broken rule is thrown as the exception that stands for its error code.
 */
final class NewTopicRules {

  /** As many partitions as one request may add, as in Kafka. */
  static final int MAX_PARTITIONS = 10_000;

  private final int nodeId;

  NewTopicRules(int nodeId) {
    this.nodeId = nodeId;
  }

  /**
   * Checks a name.
   *
   * @param alsoNew the topics that the same request creates
   */
  static void checkName(String name, ClusterImage image, Collection<String> alsoNew) {
    String refusal = TopicName.refusal(name);
    if (refusal != null) {
      throw new InvalidTopicException(refusal);
    }
    if (image.topic(name) != null) {
      throw new TopicExistsException("topic '" + name + "' exists already");
    }
    if (TopicName.canCollide(name)) {
      for (Topic existing : image.topics()) {
        checkCollision(name, existing.name());
      }
      alsoNew.forEach(other -> checkCollision(name, other));
    }
  }

  private static void checkCollision(String name, String other) {
    if (TopicName.collide(name, other)) {
      throw new InvalidTopicException(
          "topic '"
              + name
              + "' differs from topic '"
              + other
              + "' only in '.' and '_', which are one in names of metrics");
    }
  }

  /** The number of partitions to create. */
  int partitions(CreatableTopic topic, int byDefault) {
    return topic.assignments().isEmpty() ? counted(topic, byDefault) : assigned(topic);
  }

  private static int counted(CreatableTopic topic, int byDefault) {
    int replicas = topic.replicationFactor();
    if (replicas < -1 || replicas == 0) {
      throw new InvalidReplicationFactorException(
          "the replication factor is " + replicas + ", allowed is 1, or -1 for the default");
    }
    if (replicas > 1) {
      throw new InvalidReplicationFactorException(
          "the replication factor is " + replicas + ", but this cluster has 1 broker");
    }
    int partitions = topic.numPartitions();
    if (partitions < -1 || partitions == 0) {
      throw new InvalidPartitionsException(
          partitions + " partitions, allowed is 1 or more, or -1 for the default");
    }
    return partitions == -1 ? byDefault : partitions;
  }

  /** The sum of what a request added so far and adds now, if that is not too much. */
  static int limited(int sofar, int more) {
    if (more > MAX_PARTITIONS - sofar) {
      throw new PolicyViolationException(
          "more than " + MAX_PARTITIONS + " new partitions in one request");
    }
    return sofar + more;
  }

  private int assigned(CreatableTopic topic) {
    if (topic.numPartitions() != -1 || topic.replicationFactor() != -1) {
      throw new InvalidRequestException(
          "replicas are assigned, so the number of partitions and the replication factor must be -1, not "
              + topic.numPartitions()
              + " and "
              + topic.replicationFactor());
    }
    Set<Integer> numbers = new HashSet<>();
    for (CreatableReplicaAssignment assignment : topic.assignments()) {
      int partition = assignment.partitionIndex();
      if (!numbers.add(partition)) {
        throw new InvalidReplicaAssignmentException(
            "partition " + partition + " is assigned twice");
      }
      checkReplicas(assignment.brokerIds());
    }
    for (int partition = 0; partition < numbers.size(); partition++) {
      if (!numbers.contains(partition)) {
        throw new InvalidReplicaAssignmentException(
            "partition "
                + partition
                + " is not assigned: partitions are numbered from 0 without gaps");
      }
    }
    return numbers.size();
  }

  /** Replicas that someone chose can only be this one broker. */
  void checkReplicas(List<Integer> replicas) {
    if (replicas.size() != 1 || replicas.get(0) != nodeId) {
      throw new InvalidReplicaAssignmentException(
          "the replicas are " + replicas + ", but the only broker is " + nodeId);
    }
  }
}
