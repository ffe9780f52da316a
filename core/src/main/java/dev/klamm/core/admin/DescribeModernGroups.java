package dev.klamm.core.admin;

import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.MemberAssignment;
import dev.klamm.api.admin.MemberDescription;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ConsumerGroupDescribeRequest;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.Assignment;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.DescribedGroup;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.Member;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys are the groups' ids; for groups of the newer protocol (KIP-848). */
final class DescribeModernGroups
    implements Operation<String, ConsumerGroupDescription, ConsumerGroupDescribeResponse> {
  private final NetworkClient client;

  DescribeModernGroups(NetworkClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "describeConsumerGroups";
  }

  @Override
  public Route<String> route() {
    return new GroupRoute<>(client, group -> group);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error);
  }

  @Override
  public Call<ConsumerGroupDescribeResponse> call(List<String> keys, int timeoutMs) {
    return Call.of(
        ApiKey.CONSUMER_GROUP_DESCRIBE,
        new ConsumerGroupDescribeRequest().groupIds(keys),
        ConsumerGroupDescribeResponse::new);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<ConsumerGroupDescribeResponse> answer,
      Outcomes<String, ConsumerGroupDescription> outcomes) {
    for (DescribedGroup group : answer.body().groups()) {
      if (outcomes.isGood(group.groupId(), group.errorCode(), group.errorMessage())) {
        outcomes.done(group.groupId(), description(group, answer.nodeId()));
      }
    }
  }

  private ConsumerGroupDescription description(DescribedGroup group, int coordinator) {
    return new ConsumerGroupDescription(
        group.groupId(),
        false,
        group.members().stream().map(DescribeModernGroups::member).toList(),
        group.assignorName(),
        GroupType.CONSUMER,
        GroupState.parse(group.groupState()),
        Nodes.of(client, coordinator),
        Optional.of(group.groupEpoch()),
        Optional.of(group.assignmentEpoch()));
  }

  private static MemberDescription member(Member member) {
    return new MemberDescription(
        member.memberId(),
        Optional.ofNullable(member.instanceId()),
        Optional.ofNullable(member.rackId()),
        member.clientId(),
        member.clientHost(),
        assignment(member.assignment()),
        Optional.of(assignment(member.targetAssignment())),
        Optional.of(member.memberEpoch()),
        member.memberType() < 0 ? Optional.empty() : Optional.of(member.memberType() > 0));
  }

  private static MemberAssignment assignment(Assignment told) {
    Set<TopicPartition> partitions = new HashSet<>();
    told.topicPartitions()
        .forEach(
            topic ->
                topic
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(topic.topicName(), p))));
    return new MemberAssignment(partitions);
  }
}
