package dev.klamm.core.group;

import dev.klamm.api.error.KafkaError;
import org.jspecify.annotations.Nullable;

/** What every kind of group can be asked, by those who do not care for its kind. */
public interface Group {

  String groupId();

  GroupType type();

  /** The state's name on the wire. */
  String stateName();

  /** What its members are, {@code consumer} for consumers; empty if nobody ever joined. */
  String protocolType();

  /** Whether it has no members. */
  boolean isEmpty();

  /** Whether it holds nothing at all, so that without offsets it may as well not exist. */
  boolean isVoid();

  /** Whether nobody is about to join it, so that it may go with its last offset. */
  boolean isIdle();

  /** Whether someone may commit offsets here. */
  CommitRule checkCommit(MemberClaim claim, short apiVersion);

  /** Whether someone may commit offsets here as part of a transaction (KIP-447). */
  CommitRule checkTransactionalCommit(MemberClaim claim);

  /** Someone commits offsets: a member that does so is alive. */
  void onCommit(MemberClaim claim, Turn turn);

  /** Whether someone may see the offsets. */
  KafkaError checkFetch(@Nullable String memberId, int memberEpoch);

  /** Whether offsets may be deleted, topics that are subscribed to aside. */
  KafkaError checkOffsetDelete();

  /** Whether a member reads a topic, or may do so. */
  boolean isSubscribedTo(String topic);

  /** Whether offsets in a topic may go when their time is over. */
  boolean mayForget(String topic);

  /** From when the retention of an offset counts. */
  long idleSinceMs(CommittedOffset offset);

  /** Removes what is durable of it, but for offsets. */
  void delete(Turn turn);
}
