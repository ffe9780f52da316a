package dev.klamm.core.group.classic;

import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.GroupKeys;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicTimer.JoinPhaseOver;
import dev.klamm.core.group.classic.ClassicTimer.SessionOver;
import dev.klamm.core.group.classic.ClassicTimer.SyncPhaseOver;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers the classic protocol in groups that are classic, or that do not exist yet. Whoever calls
 * sees to it that the group is not of another kind.
 */
public final class ClassicGroups {
  private final Groups groups;
  private final GroupSettings settings;
  private final Rebalances rebalances;
  private final JoinGroups joinGroups;
  private final SyncGroups syncGroups;
  private final Heartbeats heartbeats;
  private final Departures departures;

  /**
   * @param random where member ids come from
   */
  public ClassicGroups(Groups groups, GroupSettings settings, RandomGenerator random) {
    this.groups = groups;
    this.settings = settings;
    rebalances = new Rebalances(settings);
    joinGroups = new JoinGroups(groups, settings, rebalances, random);
    syncGroups = new SyncGroups(groups, rebalances);
    heartbeats = new Heartbeats(groups);
    departures = new Departures(groups, rebalances);
  }

  public void join(
      JoinGroupRequest request, Caller caller, ReplyHandle<JoinGroupResponse> to, Turn turn) {
    joinGroups.join(request, caller, to, turn);
  }

  public void sync(
      SyncGroupRequest request, Caller caller, ReplyHandle<SyncGroupResponse> to, Turn turn) {
    syncGroups.sync(request, caller, to, turn);
  }

  public void heartbeat(HeartbeatRequest request, ReplyHandle<HeartbeatResponse> to, Turn turn) {
    heartbeats.heartbeat(request, to, turn);
  }

  public void leave(
      LeaveGroupRequest request, Caller caller, ReplyHandle<LeaveGroupResponse> to, Turn turn) {
    departures.leave(request, caller, to, turn);
  }

  /** Takes in a group's key as it was committed. */
  public void replay(byte[] key, byte @Nullable [] value) {
    String groupId = GroupKeys.groupIdOf(key);
    if (value != null) {
      ClassicGroup.inOrNew(groups, groupId).replay(GroupMetadata.fromBytes(groupId, value));
      return;
    }
    ClassicGroup group = ClassicGroup.in(groups, groupId);
    if (group != null) {
      groups.remove(group);
    }
  }

  /** Founds a group whose members came from one of another kind; they have to rebalance. */
  public void found(String groupId, GroupMetadata metadata, Turn turn) {
    ClassicGroup group = ClassicGroup.founded(groupId, metadata);
    groups.put(group);
    Rebalances.commit(group, metadata, turn);
    for (GroupMember member : group.members().all()) {
      Rebalances.keepAlive(group, member, turn);
    }
    rebalances.start(group, turn);
  }

  /** A group was read from the store: its members have their session's time to be heard of. */
  public void onLoaded(ClassicGroup group, Turn turn) {
    for (GroupMember member : group.members().all()) {
      Rebalances.keepAlive(group, member, turn);
    }
    if (group.members().size() > settings.maxSize()) {
      rebalances.start(group, turn);
    }
  }

  /** A timer ran out. */
  public void onTimer(ClassicTimer event, Turn turn) {
    ClassicGroup group = ClassicGroup.in(groups, event.groupId());
    if (group == null) {
      return;
    }
    if (event instanceof SessionOver over) {
      departures.onSessionOver(group, over.memberId(), turn);
    } else if (event instanceof JoinPhaseOver) {
      rebalances.onJoinPhaseOver(group, turn);
    } else if (event instanceof SyncPhaseOver) {
      rebalances.onSyncPhaseOver(group, turn);
    }
  }
}
