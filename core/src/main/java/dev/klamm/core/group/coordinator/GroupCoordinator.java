package dev.klamm.core.group.coordinator;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.Coordinator;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.coordinator.TimerEvent;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.Group;
import dev.klamm.core.group.GroupKeys;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.OffsetCommits;
import dev.klamm.core.group.OffsetFetches;
import dev.klamm.core.group.OffsetRemovals;
import dev.klamm.core.group.OffsetStore;
import dev.klamm.core.group.PendingOffsets;
import dev.klamm.core.group.TopicNames;
import dev.klamm.core.group.TransactionalCommits;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicGroup;
import dev.klamm.core.group.classic.ClassicGroups;
import dev.klamm.core.group.classic.ClassicTimer;
import dev.klamm.core.group.consumer.ConsumerGroup;
import dev.klamm.core.group.consumer.ConsumerGroups;
import dev.klamm.core.group.consumer.ConsumerTimer;
import dev.klamm.core.group.consumer.GroupTerms;
import dev.klamm.protocol.message.ConsumerGroupDescribeRequest;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetDeleteRequest;
import dev.klamm.protocol.message.OffsetDeleteResponse;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import dev.klamm.protocol.message.TxnOffsetCommitRequest;
import dev.klamm.protocol.message.TxnOffsetCommitResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks after all groups of the broker: one method per API, each answering through its handle, at
 * once or when the time has come. See {@link Coordinator} for how it is driven.
 */
public final class GroupCoordinator implements Coordinator {

  /** It is time to look for offsets that nobody needs any more. */
  private record OffsetCheckDue() implements TimerEvent {}

  private final GroupSettings settings;
  private final OffsetStore offsets = new OffsetStore();
  private final Groups groups = new Groups(offsets, ClassicGroup::new);
  private final ClassicGroups classic;
  private final ConsumerGroups consumer;
  private final OffsetCommits offsetCommits;
  private final TransactionalCommits transactionalCommits;
  private final OffsetFetches offsetFetches;
  private final OffsetRemovals offsetRemovals;
  private final GroupListings listings;

  /**
   * Builds a coordinator without groups.
   *
   * @param random where member ids come from
   */
  public GroupCoordinator(GroupSettings settings, TopicNames topics, RandomGenerator random) {
    this(settings, topics, termsOf(settings), random);
  }

  private static Function<String, GroupTerms> termsOf(GroupSettings settings) {
    GroupTerms terms =
        new GroupTerms(
            settings.consumer().sessionTimeoutMs(), settings.consumer().heartbeatIntervalMs());
    return groupId -> terms;
  }

  /**
   * Builds a coordinator without groups.
   *
   * @param terms what holds for the group of an id by the consumer protocol; asked on the engine
   * @param random where member ids come from
   */
  public GroupCoordinator(
      GroupSettings settings,
      TopicNames topics,
      Function<String, GroupTerms> terms,
      RandomGenerator random) {
    this.settings = settings;
    classic = new ClassicGroups(groups, settings, random);
    consumer = new ConsumerGroups(groups, topics, settings, classic, terms, random);
    offsetCommits = new OffsetCommits(groups, offsets, topics, settings);
    transactionalCommits = new TransactionalCommits(groups, offsets, topics, settings);
    offsetFetches = new OffsetFetches(groups, offsets, topics);
    offsetRemovals = new OffsetRemovals(groups, offsets, topics, settings);
    listings = new GroupListings(groups);
  }

  /** Answered when the join phase is over, or at once with an error or an id to come back with. */
  public void joinGroup(
      JoinGroupRequest request,
      Caller caller,
      ReplyHandle<JoinGroupResponse> to,
      long nowMs,
      Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    if (consumer.servesJoin(request, turn)) {
      consumer.join(request, caller, to, turn);
    } else {
      classic.join(request, caller, to, turn);
    }
  }

  /** Answered when the leader's assignment is there and durable, or at once with an error. */
  public void syncGroup(
      SyncGroupRequest request,
      Caller caller,
      ReplyHandle<SyncGroupResponse> to,
      long nowMs,
      Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    if (consumer.serves(request.groupId())) {
      consumer.sync(request, to, turn);
    } else {
      classic.sync(request, caller, to, turn);
    }
  }

  public void heartbeat(
      HeartbeatRequest request, ReplyHandle<HeartbeatResponse> to, long nowMs, Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    if (consumer.serves(request.groupId())) {
      consumer.heartbeat(request, to, turn);
    } else {
      classic.heartbeat(request, to, turn);
    }
  }

  public void leaveGroup(
      LeaveGroupRequest request,
      Caller caller,
      ReplyHandle<LeaveGroupResponse> to,
      long nowMs,
      Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    if (consumer.serves(request.groupId())) {
      consumer.leave(request, caller, to, turn);
    } else {
      classic.leave(request, caller, to, turn);
    }
  }

  public void consumerHeartbeat(
      ConsumerGroupHeartbeatRequest request,
      Caller caller,
      ReplyHandle<ConsumerGroupHeartbeatResponse> to,
      long nowMs,
      Effects effects) {
    consumer.heartbeat(request, caller, to, new Turn(nowMs, effects));
  }

  public void describeConsumerGroups(
      ConsumerGroupDescribeRequest request,
      Caller caller,
      ReplyHandle<ConsumerGroupDescribeResponse> to,
      long nowMs,
      Effects effects) {
    consumer.describe(request, caller, to, new Turn(nowMs, effects));
  }

  public void commitOffsets(
      OffsetCommitRequest request,
      Caller caller,
      ReplyHandle<OffsetCommitResponse> to,
      long nowMs,
      Effects effects) {
    offsetCommits.commit(request, caller, to, new Turn(nowMs, effects));
  }

  /**
   * Takes offsets that are to count once a transaction is committed.
   *
   * @param transactionError what the transaction's coordinator says
   */
  public void commitTransactionalOffsets(
      TxnOffsetCommitRequest request,
      short apiVersion,
      KafkaError transactionError,
      ReplyHandle<TxnOffsetCommitResponse> to,
      long nowMs,
      Effects effects) {
    transactionalCommits.commit(
        request, apiVersion, transactionError, to, new Turn(nowMs, effects));
  }

  /** A producer's transaction that has offsets of a group is over. */
  public void endTransaction(
      String groupId, long producerId, boolean committed, long nowMs, Effects effects) {
    transactionalCommits.end(groupId, producerId, committed, new Turn(nowMs, effects));
  }

  public void fetchOffsets(
      OffsetFetchRequest request,
      Caller caller,
      ReplyHandle<OffsetFetchResponse> to,
      long nowMs,
      Effects effects) {
    offsetFetches.fetch(request, caller, to, new Turn(nowMs, effects));
  }

  public void deleteOffsets(
      OffsetDeleteRequest request,
      ReplyHandle<OffsetDeleteResponse> to,
      long nowMs,
      Effects effects) {
    offsetRemovals.deleteOffsets(request, to, new Turn(nowMs, effects));
  }

  public void deleteGroups(
      DeleteGroupsRequest request,
      ReplyHandle<DeleteGroupsResponse> to,
      long nowMs,
      Effects effects) {
    offsetRemovals.deleteGroups(request, to, new Turn(nowMs, effects));
  }

  public void describeGroups(
      DescribeGroupsRequest request,
      Caller caller,
      ReplyHandle<DescribeGroupsResponse> to,
      long nowMs,
      Effects effects) {
    listings.describe(request, caller, to, new Turn(nowMs, effects));
  }

  public void listGroups(
      ListGroupsRequest request, ReplyHandle<ListGroupsResponse> to, long nowMs, Effects effects) {
    listings.list(request, to, new Turn(nowMs, effects));
  }

  /** A topic is being deleted: what was committed for it goes too. */
  public void onTopicDeleted(String topic, long nowMs, Effects effects) {
    offsetRemovals.onTopicDeleted(topic, new Turn(nowMs, effects));
  }

  @Override
  public List<byte[]> prefixes() {
    List<byte[]> prefixes = new ArrayList<>(GroupKeys.prefixes());
    prefixes.add(0, ConsumerGroups.prefix());
    return prefixes;
  }

  @Override
  public void replay(byte[] key, byte @Nullable [] value) {
    if (GroupKeys.isOffset(key)) {
      groups.replayOffset(key, value);
    } else if (ConsumerGroups.isKey(key)) {
      consumer.replay(key, value);
    } else if (PendingOffsets.isKey(key)) {
      groups.replayPendingOffset(key, value);
    } else {
      classic.replay(key, value);
    }
  }

  @Override
  public void onLoaded(long nowMs, Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    for (Group group : groups.all()) {
      if (group instanceof ClassicGroup ofClassic) {
        classic.onLoaded(ofClassic, turn);
      } else if (group instanceof ConsumerGroup ofConsumer) {
        consumer.onLoaded(ofConsumer, turn);
      }
    }
    effects.setTimer(new OffsetCheckDue(), settings.offsetsRetentionCheckIntervalMs());
  }

  @Override
  public void onTimer(TimerEvent event, long nowMs, Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    if (event instanceof OffsetCheckDue) {
      offsetRemovals.removeExpired(turn);
      effects.setTimer(event, settings.offsetsRetentionCheckIntervalMs());
    } else if (event instanceof ClassicTimer ofClassic) {
      classic.onTimer(ofClassic, turn);
    } else if (event instanceof ConsumerTimer ofConsumer) {
      consumer.onTimer(ofConsumer, turn);
    }
  }
}
