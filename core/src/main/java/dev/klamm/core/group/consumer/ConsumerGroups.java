package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.Group;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.TopicNames;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicGroup;
import dev.klamm.core.group.classic.ClassicGroups;
import dev.klamm.core.group.classic.JoinHandle;
import dev.klamm.core.group.consumer.ConsumerTimer.RevocationOver;
import dev.klamm.protocol.message.ConsumerGroupDescribeRequest;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.DescribedGroup;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Answers the consumer protocol (KIP-848). */
public final class ConsumerGroups {
  private final Groups groups;
  private final TopicNames topics;
  private final GroupSettings settings;
  private final OpenGroups openGroups;
  private final Assigning assigning;
  private final ConsumerHeartbeats heartbeats;
  private final ConsumerDepartures departures;
  private final ClassicMembers classicMembers;

  /**
   * @param classicGroups where groups go that become classic ones
   * @param terms what holds for the members of the group of an id
   * @param random where member ids come from
   */
  public ConsumerGroups(
      Groups groups,
      TopicNames topics,
      GroupSettings settings,
      ClassicGroups classicGroups,
      Function<String, GroupTerms> terms,
      RandomGenerator random) {
    this.groups = groups;
    this.topics = topics;
    this.settings = settings;
    Migrations migrations = new Migrations(groups, topics, settings, classicGroups);
    openGroups = new OpenGroups(groups, topics, migrations);
    assigning = new Assigning(settings, terms);
    heartbeats = new ConsumerHeartbeats(openGroups, assigning, settings, random);
    departures = new ConsumerDepartures(openGroups, migrations);
    classicMembers = new ClassicMembers(assigning, migrations, settings, random);
  }

  public void heartbeat(
      ConsumerGroupHeartbeatRequest request,
      Caller caller,
      ReplyHandle<ConsumerGroupHeartbeatResponse> to,
      Turn turn) {
    try {
      HeartbeatRules.check(request, caller.apiVersion(), settings.consumer().assignors());
      turn.effects()
          .reply(
              to,
              request.memberEpoch() < 0
                  ? departures.leave(request, turn)
                  : heartbeats.beat(request, caller, turn));
    } catch (Refusal e) {
      turn.effects()
          .replyNow(
              to,
              new ConsumerGroupHeartbeatResponse()
                  .errorCode(e.error().code())
                  .errorMessage(e.getMessage()));
    }
  }

  public void describe(
      ConsumerGroupDescribeRequest request,
      Caller caller,
      ReplyHandle<ConsumerGroupDescribeResponse> to,
      Turn turn) {
    List<DescribedGroup> described = new ArrayList<>(request.groupIds().size());
    for (String groupId : request.groupIds()) {
      DescribedGroup result = describe(groupId);
      if (request.includeAuthorizedOperations() && result.errorCode() == KafkaError.NONE.code()) {
        result.authorizedOperations(caller.groupOperations());
      }
      described.add(result);
    }
    turn.effects().reply(to, new ConsumerGroupDescribeResponse().groups(described));
  }

  private DescribedGroup describe(String groupId) {
    Group known = groups.get(groupId);
    if (known instanceof ConsumerGroup group) {
      return ConsumerDescriptions.describe(group, assigning.chosen(group.members()).name());
    }
    return new DescribedGroup()
        .groupId(groupId)
        .errorCode(KafkaError.GROUP_ID_NOT_FOUND.code())
        .errorMessage(
            known == null
                ? "Group " + groupId + " not found."
                : "Group " + groupId + " is not a consumer group.");
  }

  // ---- members that speak the classic protocol

  /**
   * Whether a JoinGroup is for a group of this kind. One without members becomes a classic group
   * when someone new joins it that way.
   */
  public boolean servesJoin(JoinGroupRequest request, Turn turn) {
    if (!(groups.get(request.groupId()) instanceof ConsumerGroup group)) {
      return false;
    }
    if (group.isEmpty() && request.memberId().isEmpty()) {
      group.delete(turn);
      groups.put(new ClassicGroup(group.groupId()));
    }
    return !group.isEmpty();
  }

  public void join(
      JoinGroupRequest request, Caller caller, ReplyHandle<JoinGroupResponse> to, Turn turn) {
    JoinHandle handle = new JoinHandle(to, caller.apiVersion());
    try {
      ConsumerGroup group = openGroups.existing(request.groupId());
      turn.effects().reply(handle, classicMembers.join(group, request, caller, turn));
    } catch (Refusal e) {
      turn.effects()
          .replyNow(handle, new JoinGroupResponse().errorCode(e.error().code()).protocolName(null));
    }
  }

  /** Whether a group is of this kind. */
  public boolean serves(String groupId) {
    return groups.get(groupId) instanceof ConsumerGroup;
  }

  public void sync(SyncGroupRequest request, ReplyHandle<SyncGroupResponse> to, Turn turn) {
    try {
      ConsumerGroup group = openGroups.existing(request.groupId());
      turn.effects().reply(to, classicMembers.sync(group, request, turn));
    } catch (Refusal e) {
      turn.effects().replyNow(to, new SyncGroupResponse().errorCode(e.error().code()));
    }
  }

  public void heartbeat(HeartbeatRequest request, ReplyHandle<HeartbeatResponse> to, Turn turn) {
    KafkaError error;
    try {
      ConsumerGroup group = openGroups.existing(request.groupId());
      error = classicMembers.heartbeat(group, request, turn);
    } catch (Refusal e) {
      error = e.error();
    }
    turn.effects().replyNow(to, new HeartbeatResponse().errorCode(error.code()));
  }

  public void leave(
      LeaveGroupRequest request, Caller caller, ReplyHandle<LeaveGroupResponse> to, Turn turn) {
    ConsumerGroup group = openGroups.existing(request.groupId());
    turn.effects().reply(to, departures.leave(group, request, caller, turn));
  }

  // ---- state and time

  /** Where its keys are. */
  public static byte[] prefix() {
    return ConsumerGroupKeys.prefix();
  }

  /** Whether a key is one of these groups'. */
  public static boolean isKey(byte[] key) {
    return ConsumerGroupKeys.isKey(key);
  }

  /** Takes in a key as it was committed. */
  public void replay(byte[] key, byte @Nullable [] value) {
    ConsumerGroupKeys.Key read = ConsumerGroupKeys.read(key);
    ConsumerGroup known = groups.get(read.groupId()) instanceof ConsumerGroup group ? group : null;
    if (value != null) {
      set(known == null ? added(read.groupId()) : known, read, value);
    } else if (known != null) {
      unset(known, read);
    }
  }

  private ConsumerGroup added(String groupId) {
    ConsumerGroup group = new ConsumerGroup(groupId, topics);
    groups.put(group);
    return group;
  }

  private static void set(ConsumerGroup group, ConsumerGroupKeys.Key key, byte[] value) {
    String memberId = key.memberId();
    switch (key.kind()) {
      case GROUP -> group.replay(StoredGroup.read(key.groupId(), value));
      case MEMBER ->
          group.replayMember(memberId, StoredMember.read(key.groupId(), memberId, value));
      case TARGET ->
          group.replayTarget(memberId, StoredMember.readTarget(key.groupId(), memberId, value));
    }
  }

  private void unset(ConsumerGroup group, ConsumerGroupKeys.Key key) {
    switch (key.kind()) {
      case GROUP -> groups.remove(group);
      case MEMBER -> group.replayMember(key.memberId(), null);
      case TARGET -> group.replayTarget(key.memberId(), null);
    }
  }

  /** A group was read from the store: its members have their session's time to be heard of. */
  public void onLoaded(ConsumerGroup group, Turn turn) {
    for (ConsumerMember member : group.members()) {
      assigning.keepAlive(group, member, turn);
      if (!member.speaksClassic()
          && member.progress().state() == MemberState.UNREVOKED_PARTITIONS) {
        turn.effects()
            .setTimer(
                new RevocationOver(group.groupId(), member.memberId()),
                member.rebalanceTimeoutMs());
      }
    }
  }

  /** A timer ran out. */
  public void onTimer(ConsumerTimer event, Turn turn) {
    if (groups.get(event.groupId()) instanceof ConsumerGroup group) {
      departures.onTimer(group, event, turn);
    }
  }
}
