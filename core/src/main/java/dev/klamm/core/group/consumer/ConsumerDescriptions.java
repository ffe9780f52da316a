package dev.klamm.core.group.consumer;

import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.Assignment;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.DescribedGroup;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.Member;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.TopicPartitions;
import java.util.ArrayList;
import java.util.List;

/** What ConsumerGroupDescribe tells of a group. */
final class ConsumerDescriptions {
  private static final byte CLASSIC = 0;
  private static final byte CONSUMER = 1;

  private ConsumerDescriptions() {}

  static DescribedGroup describe(ConsumerGroup group, String assignorName) {
    List<Member> members = new ArrayList<>(group.size());
    for (ConsumerMember member : group.members()) {
      members.add(describe(group, member));
    }
    return new DescribedGroup()
        .groupId(group.groupId())
        .groupState(group.stateName())
        .groupEpoch(group.epoch())
        .assignmentEpoch(group.assignmentEpoch())
        .assignorName(assignorName)
        .members(members);
  }

  private static Member describe(ConsumerGroup group, ConsumerMember member) {
    return new Member()
        .memberId(member.memberId())
        .instanceId(member.identity().instanceId())
        .rackId(member.rackId())
        .memberEpoch(member.epoch())
        .clientId(member.identity().clientId())
        .clientHost(member.identity().clientHost())
        .subscribedTopicNames(member.topics())
        .subscribedTopicRegex(member.regex() == null ? "" : member.regex())
        .assignment(describe(group, member.progress().held()))
        .targetAssignment(describe(group, group.target(member.memberId())))
        .memberType(member.speaksClassic() ? CLASSIC : CONSUMER);
  }

  /** A topic that is deleted has no name any more, and is left out. */
  private static Assignment describe(ConsumerGroup group, PartitionSet partitions) {
    List<TopicPartitions> topics = new ArrayList<>(partitions.topicCount());
    partitions.forEach(
        (topic, numbers) -> {
          String name = group.topics().nameOf(topic);
          if (name != null) {
            topics.add(
                new TopicPartitions()
                    .topicId(topic)
                    .topicName(name)
                    .partitions(MemberRequests.boxed(numbers)));
          }
        });
    return new Assignment().topicPartitions(topics);
  }
}
