package dev.klamm.core.admin;

import dev.klamm.api.admin.ClassicGroupDescription;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.MemberAssignment;
import dev.klamm.api.admin.MemberDescription;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.consumer.assignor.ConsumerProtocol;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.message.ConsumerProtocolAssignment;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroup;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroupMember;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys are the groups' ids; for groups of the classic protocol. */
final class DescribeClassicGroups
    implements Operation<String, ClassicGroupDescription, DescribeGroupsResponse> {
  private final NetworkClient client;

  DescribeClassicGroups(NetworkClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "describeClassicGroups";
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
  public Call<DescribeGroupsResponse> call(List<String> keys, int timeoutMs) {
    return Call.of(
        ApiKey.DESCRIBE_GROUPS,
        new DescribeGroupsRequest().groups(keys),
        DescribeGroupsResponse::new);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<DescribeGroupsResponse> answer,
      Outcomes<String, ClassicGroupDescription> outcomes) {
    for (DescribedGroup group : answer.body().groups()) {
      String id = group.groupId();
      if (!outcomes.isGood(id, group.errorCode(), group.errorMessage())) {
        continue;
      }
      if (GroupState.parse(group.groupState()) == GroupState.DEAD) {
        // How brokers before version 6 of the request say that there is none.
        outcomes.failed(id, KafkaError.GROUP_ID_NOT_FOUND.exception("group " + id));
      } else {
        outcomes.done(id, description(group, answer.nodeId()));
      }
    }
  }

  private ClassicGroupDescription description(DescribedGroup group, int coordinator) {
    boolean consumers = group.protocolType().equals(ConsumerProtocol.TYPE);
    return new ClassicGroupDescription(
        group.groupId(),
        group.protocolType(),
        group.protocolData(),
        group.members().stream().map(member -> member(member, consumers)).toList(),
        GroupState.parse(group.groupState()),
        Nodes.of(client, coordinator));
  }

  private static MemberDescription member(DescribedGroupMember member, boolean consumer) {
    return new MemberDescription(
        member.memberId(),
        Optional.ofNullable(member.groupInstanceId()),
        member.clientId(),
        member.clientHost(),
        new MemberAssignment(consumer ? partitions(member.memberAssignment()) : Set.of()));
  }

  /** Nothing is assigned while the group rebalances. */
  private static Set<TopicPartition> partitions(ByteBuffer assignment) {
    Set<TopicPartition> partitions = new HashSet<>();
    if (assignment.hasRemaining()) {
      MessageReader in = new MessageReader(assignment.slice());
      short version = in.readInt16("version");
      ConsumerProtocolAssignment read = new ConsumerProtocolAssignment();
      read.read(
          in, (short) Math.min(version, ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION));
      for (ConsumerProtocolAssignment.TopicPartition topic : read.assignedPartitions()) {
        topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.topic(), p)));
      }
    }
    return partitions;
  }
}
