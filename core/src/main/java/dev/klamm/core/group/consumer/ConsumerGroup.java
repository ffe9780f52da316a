package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.CommitRule;
import dev.klamm.core.group.CommittedOffset;
import dev.klamm.core.group.Group;
import dev.klamm.core.group.GroupType;
import dev.klamm.core.group.MemberClaim;
import dev.klamm.core.group.TopicNames;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.PartitionSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of one group. All of it but caches changes by replay only; it holds no rules about when
 * to do what.
 */
public final class ConsumerGroup implements Group {
  static final String PROTOCOL_TYPE = "consumer";

  private final String groupId;
  private final TopicNames topics;
  private final Map<String, ConsumerMember> members = new TreeMap<>();
  private final Map<String, String> idByInstance = new HashMap<>();
  private final Map<String, PartitionSet> targets = new HashMap<>();
  private final Ownership ownership = new Ownership();
  private final TopicPatterns patterns = new TopicPatterns();
  private final Set<String> awaitedRejoins = new HashSet<>();
  private StoredGroup stored = StoredGroup.NEW;
  private boolean isDurable;

  /** When its epoch last rose, as far as this start of the broker knows. */
  private long movedMs = Long.MIN_VALUE / 2;

  private @Nullable Object topicsSeen;
  private @Nullable Set<String> subscribed;
  private @Nullable Object subscribedAsOf;

  ConsumerGroup(String groupId, TopicNames topics) {
    this.groupId = groupId;
    this.topics = topics;
  }

  // ---- what it is

  @Override
  public String groupId() {
    return groupId;
  }

  @Override
  public GroupType type() {
    return GroupType.CONSUMER;
  }

  @Override
  public String protocolType() {
    return PROTOCOL_TYPE;
  }

  @Override
  public String stateName() {
    return state().wireName();
  }

  ConsumerGroupState state() {
    if (members.isEmpty()) {
      return ConsumerGroupState.EMPTY;
    }
    if (epoch() > assignmentEpoch()) {
      return ConsumerGroupState.ASSIGNING;
    }
    for (ConsumerMember member : members.values()) {
      if (!member.progress().hasReached(assignmentEpoch())) {
        return ConsumerGroupState.RECONCILING;
      }
    }
    return ConsumerGroupState.STABLE;
  }

  @Override
  public boolean isEmpty() {
    return members.isEmpty();
  }

  @Override
  public boolean isVoid() {
    return !isDurable && members.isEmpty();
  }

  @Override
  public boolean isIdle() {
    return isEmpty();
  }

  /** Whether it is only about to be made. */
  boolean isNew() {
    return !isDurable;
  }

  int epoch() {
    return stored.epoch();
  }

  int assignmentEpoch() {
    return stored.assignmentEpoch();
  }

  void moved(long nowMs) {
    movedMs = nowMs;
  }

  /** Whether its epoch rose within the last so many milliseconds. */
  boolean hasMovedWithin(int periodMs, long nowMs) {
    return nowMs - movedMs < periodMs;
  }

  StoredGroup stored() {
    return stored;
  }

  // ---- members

  int size() {
    return members.size();
  }

  Collection<ConsumerMember> members() {
    return Collections.unmodifiableCollection(members.values());
  }

  @Nullable ConsumerMember member(String memberId) {
    return members.get(memberId);
  }

  /** The static member of a name, or null if there is none. */
  @Nullable ConsumerMember ofInstance(@Nullable String instanceId) {
    String memberId = idByInstance.get(instanceId);
    return memberId == null ? null : members.get(memberId);
  }

  /** What a member is to have in the end. */
  PartitionSet target(String memberId) {
    return targets.getOrDefault(memberId, PartitionSet.EMPTY);
  }

  boolean hasTarget(String memberId) {
    return targets.containsKey(memberId);
  }

  Ownership ownership() {
    return ownership;
  }

  /** Members by the classic protocol that were told to join again; not durable. */
  Set<String> awaitedRejoins() {
    return awaitedRejoins;
  }

  // ---- topics

  TopicNames topics() {
    return topics;
  }

  TopicPatterns patterns() {
    return patterns;
  }

  /** Whether topics may have changed since {@link #sawTopics}. */
  boolean mayTopicsHaveChanged() {
    return topicsSeen != topics.version();
  }

  void sawTopics() {
    topicsSeen = topics.version();
  }

  @Override
  public boolean isSubscribedTo(String topic) {
    Set<String> known = subscribed;
    if (known == null || subscribedAsOf != topics.version()) {
      known = new TreeSet<>();
      for (ConsumerMember member : members.values()) {
        known.addAll(member.topics());
        String pattern = member.pattern();
        if (pattern != null) {
          known.addAll(patterns.matching(pattern, topics));
        }
      }
      subscribed = known;
      subscribedAsOf = topics.version();
    }
    return known.contains(topic);
  }

  // ---- replay

  void replay(StoredGroup newStored) {
    stored = newStored;
    isDurable = true;
  }

  void replayMember(String memberId, @Nullable ConsumerMember member) {
    ConsumerMember before =
        member == null ? members.remove(memberId) : members.put(memberId, member);
    ownership.move(
        memberId,
        before == null ? null : before.progress(),
        member == null ? null : member.progress());
    if (before != null && before.identity().instanceId() != null) {
      idByInstance.remove(before.identity().instanceId(), memberId);
    }
    if (member != null && member.identity().instanceId() != null) {
      idByInstance.put(member.identity().instanceId(), memberId);
    }
    subscribed = null;
  }

  void replayTarget(String memberId, @Nullable PartitionSet target) {
    if (target == null) {
      targets.remove(memberId);
    } else {
      targets.put(memberId, target);
    }
  }

  // ---- offsets

  @Override
  public CommitRule checkCommit(MemberClaim claim, short apiVersion) {
    if (claim.epoch() < 0 && isEmpty()) {
      return CommitRule.always(KafkaError.NONE);
    }
    ConsumerMember member = members.get(claim.memberId());
    if (member == null) {
      return CommitRule.always(KafkaError.UNKNOWN_MEMBER_ID);
    }
    return !member.speaksClassic() && apiVersion < FIRST_VERSION_OF_COMMITS
        ? CommitRule.always(KafkaError.UNSUPPORTED_VERSION)
        : checkEpoch(member, claim.epoch());
  }

  @Override
  public CommitRule checkTransactionalCommit(MemberClaim claim) {
    if (claim.isAnonymous() || (claim.epoch() < 0 && isEmpty())) {
      return CommitRule.always(KafkaError.NONE);
    }
    ConsumerMember member = members.get(claim.memberId());
    return member == null
        ? CommitRule.always(KafkaError.UNKNOWN_MEMBER_ID)
        : checkEpoch(member, claim.epoch());
  }

  private static CommitRule checkEpoch(ConsumerMember member, int epoch) {
    if (epoch == member.epoch()) {
      return CommitRule.always(KafkaError.NONE);
    }
    KafkaError stale =
        member.speaksClassic() ? KafkaError.ILLEGAL_GENERATION : KafkaError.STALE_MEMBER_EPOCH;
    if (epoch > member.epoch()) {
      return CommitRule.always(stale);
    }
    Tenure tenure = member.progress().tenure();
    return (topicId, partition) ->
        topicId != null && tenure.since(topicId, partition) <= epoch ? KafkaError.NONE : stale;
  }

  @Override
  public void onCommit(MemberClaim claim, Turn turn) {
    // Only heartbeats keep a member of this kind alive.
  }

  @Override
  public KafkaError checkFetch(@Nullable String memberId, int memberEpoch) {
    if (memberId == null && memberEpoch < 0) {
      return KafkaError.NONE;
    }
    ConsumerMember member = memberId == null ? null : members.get(memberId);
    if (member == null) {
      return KafkaError.UNKNOWN_MEMBER_ID;
    }
    return member.epoch() == memberEpoch
        ? KafkaError.NONE
        : member.speaksClassic() ? KafkaError.ILLEGAL_GENERATION : KafkaError.STALE_MEMBER_EPOCH;
  }

  @Override
  public KafkaError checkOffsetDelete() {
    return KafkaError.NONE;
  }

  @Override
  public boolean mayForget(String topic) {
    return !isSubscribedTo(topic);
  }

  @Override
  public long idleSinceMs(CommittedOffset offset) {
    return offset.commitTimestampMs();
  }

  @Override
  public void delete(Turn turn) {
    for (ConsumerMember member : members.values()) {
      turn.effects().delete(ConsumerGroupKeys.member(groupId, member.memberId()));
    }
    for (String memberId : targets.keySet()) {
      turn.effects().delete(ConsumerGroupKeys.target(groupId, memberId));
    }
    turn.effects().delete(ConsumerGroupKeys.group(groupId));
  }

  /** From this version on commits know of member epochs. */
  private static final int FIRST_VERSION_OF_COMMITS = 9;
}
