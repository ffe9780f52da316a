package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * ConsumerGroupHeartbeat of a member that joins or stays: takes in what it says of itself, sees
 * whether that begins a new epoch, and takes the member a step towards its target.
 */
final class ConsumerHeartbeats {
  /** How many heartbeats a member of a group that moves sends in the time of one. */
  private static final int MOVING = 10;

  private static final int SHORTEST_INTERVAL_MS = 100;

  private final OpenGroups openGroups;
  private final Assigning assigning;
  private final GroupSettings settings;
  private final RandomGenerator random;

  ConsumerHeartbeats(
      OpenGroups openGroups, Assigning assigning, GroupSettings settings, RandomGenerator random) {
    this.openGroups = openGroups;
    this.assigning = assigning;
    this.settings = settings;
    this.random = random;
  }

  /**
   * @throws Refusal if the member is refused; nothing has changed then
   */
  ConsumerGroupHeartbeatResponse beat(
      ConsumerGroupHeartbeatRequest request, Caller caller, Turn turn) {
    boolean joins = request.memberEpoch() == 0;
    OpenGroups.Opened opened = openGroups.forHeartbeat(request.groupId(), joins, turn.nowMs());
    ConsumerGroup group = opened.group();
    checkRoom(group, request.memberId());
    GroupChange change = new GroupChange(group);
    PartitionSet reported = reported(request.topicPartitions());
    ConsumerMember before = memberOf(change, request, caller, reported);
    ConsumerMember asked = MemberRequests.applied(before, request, caller);
    change.put(asked);
    ConsumerMember member =
        assigning.proceed(change, asked, MemberRequests.subscribesAnew(before, asked), reported);
    openGroups.register(opened, turn);
    change.commit(turn);
    assigning.setTimers(group, before, member, turn);
    return answer(request, before, member, group, turn.nowMs());
  }

  private void checkRoom(ConsumerGroup group, String memberId) {
    if (group.size() >= settings.consumer().maxSize()
        && (memberId.isEmpty() || group.member(memberId) == null)) {
      throw new Refusal(
          KafkaError.GROUP_MAX_SIZE_REACHED,
          "The consumer group has reached its maximum capacity of "
              + settings.consumer().maxSize()
              + " members.");
    }
  }

  // ---- who it is

  private ConsumerMember memberOf(
      GroupChange change,
      ConsumerGroupHeartbeatRequest request,
      Caller caller,
      @Nullable PartitionSet reported) {
    String memberId =
        request.memberId().isEmpty() ? MemberRequests.newId(random) : request.memberId();
    MemberIdentity identity =
        new MemberIdentity(memberId, request.instanceId(), caller.clientId(), caller.clientHost());
    return request.instanceId() == null
        ? dynamicMember(change, identity, request.memberEpoch(), reported)
        : staticMember(change, identity, request.memberEpoch(), reported);
  }

  private static ConsumerMember dynamicMember(
      GroupChange change, MemberIdentity identity, int epoch, @Nullable PartitionSet reported) {
    ConsumerMember member = change.member(identity.memberId());
    if (member == null) {
      if (epoch != 0) {
        throw unknown(identity.memberId(), change.group());
      }
      return ConsumerMember.joining(identity);
    }
    checkEpoch(member, epoch, reported);
    return member;
  }

  private static ConsumerMember staticMember(
      GroupChange change, MemberIdentity identity, int epoch, @Nullable PartitionSet reported) {
    ConsumerMember holder = change.group().ofInstance(identity.instanceId());
    boolean isHolder = holder != null && holder.memberId().equals(identity.memberId());
    if (epoch != 0) {
      MemberRequests.checkHolder(holder, identity, change.group());
      return dynamicMember(change, identity, epoch, reported);
    }
    if (holder == null) {
      return dynamicMember(change, identity, epoch, reported);
    }
    if (holder.epoch() != ConsumerMember.STATIC_AWAY) {
      throw new Refusal(
          KafkaError.UNRELEASED_INSTANCE_ID,
          "Instance id "
              + identity.instanceId()
              + " is in use by member "
              + holder.memberId()
              + (isHolder ? "." : ", and cannot be taken by member " + identity.memberId() + "."));
    }
    ConsumerMember comeBack = holder.comeBackAs(identity, 0);
    change.replace(holder.memberId(), comeBack);
    return comeBack;
  }

  /** One that did not see our last answer may go on from the epoch before, or join again. */
  private static void checkEpoch(
      ConsumerMember member, int epoch, @Nullable PartitionSet reported) {
    if (epoch == member.epoch() || epoch == 0) {
      return;
    }
    boolean missedAnswer =
        epoch < member.epoch()
            && epoch == member.progress().previousEpoch()
            && reported != null
            && member.progress().assigned().containsAll(reported);
    if (!missedAnswer) {
      throw new Refusal(
          KafkaError.FENCED_MEMBER_EPOCH,
          "Member "
              + member.memberId()
              + " is at epoch "
              + member.epoch()
              + ", not "
              + epoch
              + ". It must give up all its partitions and join again.");
    }
  }

  static RuntimeException unknown(String memberId, ConsumerGroup group) {
    return new Refusal(
        KafkaError.UNKNOWN_MEMBER_ID,
        "Member " + memberId + " is not a member of group " + group.groupId() + ".");
  }

  // ---- the answer

  private ConsumerGroupHeartbeatResponse answer(
      ConsumerGroupHeartbeatRequest request,
      ConsumerMember before,
      ConsumerMember member,
      ConsumerGroup group,
      long nowMs) {
    ConsumerGroupHeartbeatResponse answer =
        new ConsumerGroupHeartbeatResponse()
            .memberId(member.memberId())
            .memberEpoch(member.epoch())
            .heartbeatIntervalMs(interval(member, group, nowMs));
    boolean saysAll =
        request.rebalanceTimeoutMs() != -1
            && (request.subscribedTopicNames() != null || request.subscribedTopicRegex() != null)
            && request.topicPartitions() != null;
    PartitionSet assigned = member.progress().assigned();
    boolean tell =
        request.memberEpoch() == 0 || saysAll || !assigned.equals(before.progress().assigned());
    return tell ? answer.assignment(assignment(assigned)) : answer;
  }

  /**
   * When to be heard of again: sooner while the group moves. A member learns only by its heartbeats
   * that it must give partitions up, and another that they are free, so at the usual interval a
   * rebalance would take several of them.
   */
  private int interval(ConsumerMember member, ConsumerGroup group, long nowMs) {
    int usual = assigning.terms(group.groupId()).heartbeatIntervalMs();
    boolean moves =
        member.progress().state() != MemberState.STABLE || group.hasMovedWithin(usual, nowMs);
    return moves ? Math.min(usual, Math.max(usual / MOVING, SHORTEST_INTERVAL_MS)) : usual;
  }

  private static ConsumerGroupHeartbeatResponse.Assignment assignment(PartitionSet assigned) {
    List<ConsumerGroupHeartbeatResponse.TopicPartitions> topics =
        new ArrayList<>(assigned.topicCount());
    assigned.forEach(
        (topic, partitions) ->
            topics.add(
                new ConsumerGroupHeartbeatResponse.TopicPartitions()
                    .topicId(topic)
                    .partitions(MemberRequests.boxed(partitions))));
    return new ConsumerGroupHeartbeatResponse.Assignment().topicPartitions(topics);
  }

  private static @Nullable PartitionSet reported(@Nullable List<TopicPartitions> owned) {
    if (owned == null) {
      return null;
    }
    PartitionSet.Builder set = new PartitionSet.Builder();
    owned.forEach(each -> set.addAll(each.topicId(), each.partitions()));
    return set.build();
  }
}
