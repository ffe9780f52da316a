package dev.klamm.core.group.classic;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.CommitRule;
import dev.klamm.core.group.CommittedOffset;
import dev.klamm.core.group.Group;
import dev.klamm.core.group.GroupKeys;
import dev.klamm.core.group.GroupType;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.MemberClaim;
import dev.klamm.core.group.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state of one group. It holds no rules about when to do what: those are in {@link Rebalances}
 * and its callers. {@link #replay} alone makes it {@code STABLE} or {@code EMPTY}.
 */
public final class ClassicGroup implements Group {
  private static final String CONSUMER_PROTOCOL = "consumer";

  private final String groupId;
  private final GroupMembers members = new GroupMembers();
  // Those who were given an id and asked to come back with it (KIP-394).
  private final Set<String> invited = new HashSet<>();
  private final Set<String> yetToSync = new LinkedHashSet<>();
  private final FirstJoinDelay firstJoinDelay = new FirstJoinDelay();
  private GroupState state = GroupState.EMPTY;
  private int generation;
  private @Nullable String protocolType;
  private @Nullable String protocolName;
  private @Nullable String leaderId;
  private long stateTimestampMs = -1;
  private @Nullable Set<String> subscribedTopics = Set.of();
  private boolean isDurable;
  private boolean isFoundingUnderWay;

  public ClassicGroup(String groupId) {
    this.groupId = groupId;
  }

  /** The group of an id if there is one and it is classic. */
  static @Nullable ClassicGroup in(Groups groups, String groupId) {
    return groups.get(groupId) instanceof ClassicGroup group ? group : null;
  }

  /** The classic group of an id, an empty one if there is none. */
  static ClassicGroup inOrNew(Groups groups, String groupId) {
    ClassicGroup known = in(groups, groupId);
    if (known != null) {
      return known;
    }
    ClassicGroup group = new ClassicGroup(groupId);
    groups.put(group);
    return group;
  }

  @Override
  public GroupType type() {
    return GroupType.CLASSIC;
  }

  @Override
  public String stateName() {
    return state.wireName();
  }

  @Override
  public String protocolType() {
    return protocolType == null ? "" : protocolType;
  }

  @Override
  public boolean isEmpty() {
    return state == GroupState.EMPTY;
  }

  @Override
  public boolean isIdle() {
    return isEmpty() && invited.isEmpty();
  }

  @Override
  public String groupId() {
    return groupId;
  }

  GroupMembers members() {
    return members;
  }

  Set<String> invited() {
    return invited;
  }

  /** Members that were told the generation and did not ask for their assignment yet. */
  Set<String> yetToSync() {
    return yetToSync;
  }

  FirstJoinDelay firstJoinDelay() {
    return firstJoinDelay;
  }

  GroupState state() {
    return state;
  }

  boolean is(GroupState expected) {
    return state == expected;
  }

  int generation() {
    return generation;
  }

  /** What the members are, or null if nobody ever joined. */
  @Nullable String agreedProtocolType() {
    return protocolType;
  }

  @Nullable String protocolName() {
    return protocolName;
  }

  @Nullable String leaderId() {
    return leaderId;
  }

  /** Since when the group is empty or stable, or -1 if it never was by a commit. */
  long stateTimestampMs() {
    return stateTimestampMs;
  }

  @Override
  public boolean isVoid() {
    return !isDurable && members.isEmpty() && invited.isEmpty();
  }

  boolean isLeader(GroupMember member) {
    return member.memberId().equals(leaderId);
  }

  /** Whether someone with these protocols fits in. */
  boolean canTake(String type, MemberTerms terms) {
    if (type.isEmpty() || terms.protocols().isEmpty()) {
      return false;
    }
    return members.isEmpty()
        || (type.equals(protocolType) && members.allKnowOneOf(terms.protocols()));
  }

  void add(GroupMember member, String type) {
    if (members.isEmpty()) {
      protocolType = type;
    }
    members.add(member);
    invited.remove(member.memberId());
    if (leaderId == null) {
      leaderId = member.memberId();
    }
  }

  void remove(GroupMember member) {
    members.remove(member);
    yetToSync.remove(member.memberId());
    if (isLeader(member)) {
      leaderId = members.isEmpty() ? null : members.all().iterator().next().memberId();
    }
  }

  /** Puts a static member that came back in the place of its former self. */
  void replace(GroupMember former, GroupMember comeBack) {
    boolean wasLeader = isLeader(former);
    members.remove(former);
    members.add(comeBack);
    if (yetToSync.remove(former.memberId())) {
      yetToSync.add(comeBack.memberId());
    }
    if (wasLeader) {
      leaderId = comeBack.memberId();
    }
  }

  /**
   * Keeps the leader if it is joining, or else names one who is.
   *
   * @return whether the group has a leader who is joining
   */
  boolean electJoiningLeader() {
    GroupMember leader = leaderId == null ? null : members.get(leaderId);
    if (leader != null && leader.isJoining()) {
      return true;
    }
    for (GroupMember member : members.all()) {
      if (member.isJoining()) {
        leaderId = member.memberId();
        return true;
      }
    }
    return false;
  }

  void toPreparingRebalance() {
    state = GroupState.PREPARING_REBALANCE;
    yetToSync.clear();
  }

  void toCompletingRebalance() {
    generation++;
    protocolName = members.selectProtocol();
    state = GroupState.COMPLETING_REBALANCE;
    subscribedTopics = Subscriptions.topicsOf(this);
  }

  /** What to commit when the last member has gone. */
  GroupMetadata asEmptied(long nowMs) {
    return new GroupMetadata(generation + 1, protocolType, null, null, nowMs, List.of());
  }

  /** What to commit when members have these assignments; who is not named has none. */
  GroupMetadata asAssigned(Map<String, byte[]> assignments, long nowMs) {
    List<GroupMetadata.Member> durable = new ArrayList<>(members.size());
    for (GroupMember member : members.all()) {
      byte[] assignment = assignments.getOrDefault(member.memberId(), GroupMember.NO_ASSIGNMENT);
      durable.add(new GroupMetadata.Member(member.identity(), member.terms(), assignment));
    }
    return new GroupMetadata(generation, protocolType, protocolName, leaderId, nowMs, durable);
  }

  // ---- to another kind and back

  /**
   * The group as it stands, for one of another kind that takes its place; {@link #dissolve} ends
   * it.
   */
  public GroupMetadata snapshot(long nowMs) {
    return asAssigned(assignments(), nowMs);
  }

  /** Ends the group: who waits is told to join again, its timers stop, what is durable goes. */
  public void dissolve(Turn turn) {
    for (GroupMember member : members.all()) {
      KafkaError again = KafkaError.REBALANCE_IN_PROGRESS;
      Rebalances.answerJoin(this, member, JoinReplies.error(member.memberId(), again), turn);
      Rebalances.answerSync(member, SyncReplies.error(again), turn);
      turn.effects().cancelTimer(new ClassicTimer.SessionOver(groupId, member.memberId()));
    }
    turn.effects().cancelTimer(new ClassicTimer.JoinPhaseOver(groupId));
    turn.effects().cancelTimer(new ClassicTimer.SyncPhaseOver(groupId));
    delete(turn);
  }

  /** A group whose members came from one of another kind, and that is yet to be committed. */
  static ClassicGroup founded(String groupId, GroupMetadata metadata) {
    ClassicGroup group = new ClassicGroup(groupId);
    group.replay(metadata);
    group.isFoundingUnderWay = true;
    return group;
  }

  /** The members' assignments as they stand. */
  Map<String, byte[]> assignments() {
    return members.all().stream()
        .collect(Collectors.toMap(GroupMember::memberId, GroupMember::assignment));
  }

  /** Takes over what was committed. */
  void replay(GroupMetadata durable) {
    if (isFoundingUnderWay) {
      // The group is a step further than what founded it.
      isFoundingUnderWay = false;
      return;
    }
    isDurable = true;
    generation = durable.generation();
    protocolType = durable.protocolType();
    protocolName = durable.protocolName();
    leaderId = durable.leaderId();
    stateTimestampMs = durable.stateTimestampMs();
    for (GroupMetadata.Member member : durable.members()) {
      GroupMember known = members.get(member.identity().memberId());
      if (known == null) {
        members.add(GroupMember.restored(member));
      } else {
        known.assignment(member.assignment());
      }
    }
    state = durable.members().isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
    subscribedTopics = Subscriptions.topicsOf(this);
  }

  /**
   * Whether the caller is a member under these names.
   *
   * @return {@code NONE}, {@code UNKNOWN_MEMBER_ID}, or {@code FENCED_INSTANCE_ID} when another
   *     member has taken the name of a static one
   */
  KafkaError check(String memberId, @Nullable String instanceId) {
    if (instanceId != null) {
      GroupMember holder = members.ofInstance(instanceId);
      if (holder == null) {
        return KafkaError.UNKNOWN_MEMBER_ID;
      }
      if (!holder.memberId().equals(memberId)) {
        return KafkaError.FENCED_INSTANCE_ID;
      }
    }
    return members.has(memberId) ? KafkaError.NONE : KafkaError.UNKNOWN_MEMBER_ID;
  }

  // ---- offsets

  @Override
  public CommitRule checkCommit(MemberClaim claim, short apiVersion) {
    if (isEmpty() && claim.epoch() < 0) {
      return CommitRule.always(KafkaError.NONE);
    }
    // Someone who only keeps offsets here must not disturb a group at work.
    return CommitRule.always(
        claim.isAnonymous() ? KafkaError.UNKNOWN_MEMBER_ID : checkMember(claim));
  }

  @Override
  public CommitRule checkTransactionalCommit(MemberClaim claim) {
    boolean namesNobody = claim.isAnonymous() || (isEmpty() && claim.epoch() < 0);
    return CommitRule.always(namesNobody ? KafkaError.NONE : checkGeneration(claim));
  }

  private KafkaError checkGeneration(MemberClaim claim) {
    KafkaError error = check(claim.memberId(), claim.instanceId());
    return error == KafkaError.NONE && claim.epoch() != generation
        ? KafkaError.ILLEGAL_GENERATION
        : error;
  }

  private KafkaError checkMember(MemberClaim claim) {
    KafkaError error = checkGeneration(claim);
    if (error != KafkaError.NONE) {
      return error;
    }
    return is(GroupState.COMPLETING_REBALANCE) ? KafkaError.REBALANCE_IN_PROGRESS : KafkaError.NONE;
  }

  @Override
  public void onCommit(MemberClaim claim, Turn turn) {
    GroupMember member = members.get(claim.memberId());
    if (member != null && checkMember(claim) == KafkaError.NONE) {
      Rebalances.keepAlive(this, member, turn);
    }
  }

  @Override
  public KafkaError checkFetch(@Nullable String memberId, int memberEpoch) {
    return KafkaError.NONE;
  }

  @Override
  public KafkaError checkOffsetDelete() {
    return isEmpty() || isConsumerGroup() ? KafkaError.NONE : KafkaError.NON_EMPTY_GROUP;
  }

  private boolean isConsumerGroup() {
    return CONSUMER_PROTOCOL.equals(protocolType);
  }

  /** True as well when it cannot be told. Who is only joining does not count yet. */
  @Override
  public boolean isSubscribedTo(String topic) {
    return subscribedTopics == null || subscribedTopics.contains(topic);
  }

  @Override
  public boolean mayForget(String topic) {
    boolean atWork = protocolType != null && !isEmpty();
    return !atWork || (is(GroupState.STABLE) && isConsumerGroup() && !isSubscribedTo(topic));
  }

  @Override
  public long idleSinceMs(CommittedOffset offset) {
    boolean countsFromEmpty = protocolType != null && isEmpty() && stateTimestampMs >= 0;
    return countsFromEmpty
        ? Math.max(stateTimestampMs, offset.commitTimestampMs())
        : offset.commitTimestampMs();
  }

  @Override
  public void delete(Turn turn) {
    turn.effects().delete(GroupKeys.group(groupId));
  }
}
