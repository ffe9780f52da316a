package dev.klamm.core.consumer.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something the membership, {@link GroupMembership} or {@link ConsumerMembership}, wants done.
 * Answers to requests come back with the same {@code round}, so that one from before is told apart;
 * what the application is told comes back with its {@code call}.
 */
public sealed interface MembershipEffect {

  /** Send JoinGroup. */
  record Join(int round, MemberIdentity as, Set<TopicPartition> owned, @Nullable String reason)
      implements MembershipEffect {}

  /** As the leader: divide the partitions among these, with this assignor. */
  record Divide(int round, String assignor, int generation, List<JoinedMember> members)
      implements MembershipEffect {}

  /** Send SyncGroup; the assignments are those of the leader, empty for others. */
  record Sync(int round, MemberIdentity as, String assignor, Map<String, ByteBuffer> assignments)
      implements MembershipEffect {}

  /** Send Heartbeat. */
  record Beat(int round, MemberIdentity as) implements MembershipEffect {}

  /** Send LeaveGroup; nothing waits for its answer. */
  record Leave(MemberIdentity as, String reason) implements MembershipEffect {}

  /** Send a heartbeat of the consumer protocol. */
  record Heartbeat(int round, HeartbeatContent content) implements MembershipEffect {}

  /**
   * Leave a group of the consumer protocol; nothing waits for the answer.
   *
   * @param memberEpoch -1 for good, -2 for a static member that will be back
   */
  record Depart(String memberId, int memberEpoch, @Nullable String instanceId, String reason)
      implements MembershipEffect {}

  /** Find out what these topics are called, then call back. */
  record NameTopics(Set<Uuid> ids) implements MembershipEffect {}

  /** Look the coordinator up again before the next request. */
  record ForgetCoordinator() implements MembershipEffect {}

  /** Commit what was consumed of these and tell the application, then call back. */
  record Revoke(int call, Set<TopicPartition> partitions) implements MembershipEffect {}

  /** Tell the application that these went to others without a chance to commit, then call back. */
  record Lose(int call, Set<TopicPartition> partitions) implements MembershipEffect {}

  /** These are ours now, of which some are new. Tell the application, then call back. */
  record Assign(
      int call, Set<TopicPartition> all, Set<TopicPartition> added, int generation, String assignor)
      implements MembershipEffect {}

  /** Call the machine's {@code onTimer} after this time; replaces the one of the same kind. */
  record SetTimer(MembershipTimer timer, long delayMs) implements MembershipEffect {}

  record CancelTimer(MembershipTimer timer) implements MembershipEffect {}

  /** The application must hear of this. */
  record Fail(KafkaException error) implements MembershipEffect {}

  /**
   * Who we are to the coordinator.
   *
   * @param generation the group's generation or the member's epoch; -1 outside of one
   * @param memberId empty before the coordinator gave one
   */
  record MemberIdentity(int generation, String memberId, @Nullable String instanceId) {}

  /** A member as the coordinator tells the leader; the subscription is for the assignor. */
  record JoinedMember(String memberId, @Nullable String instanceId, ByteBuffer subscription) {}
}
