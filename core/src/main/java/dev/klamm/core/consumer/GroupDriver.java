package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.consumer.group.MembershipEffect.MemberIdentity;
import dev.klamm.core.net.MetadataSnapshot;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A membership and what carries out its wishes, whichever protocol the group speaks. On the event
 * loop only, except for what says otherwise.
 */
interface GroupDriver {

  /** What only the application can do, on the thread that polls. Each ends in {@link #onTold}. */
  interface Application {
    void onRevoke(int call, Set<TopicPartition> partitions);

    void onLose(int call, Set<TopicPartition> partitions);

    void onAssign(int call, Set<TopicPartition> all, Set<TopicPartition> added);

    void onError(KafkaException error);
  }

  String groupId();

  /** Whether {@link #onPolled} is waited for. Any thread may call this. */
  boolean awaitsPoll();

  /** Why this can never be a member again, or null. Any thread may call this. */
  @Nullable KafkaException endedBy();

  /** Who commits at the moment. Any thread may call this. */
  MemberIdentity identity();

  /** Whether the group is between two generations. Any thread may call this. */
  boolean isRebalancing();

  /** Whether the application is still to be told this. Any thread may call this. */
  boolean isCurrent(int call);

  /** Where this member is in its group. Any thread may call this. */
  default ConsumerGroupMetadata metadata() {
    MemberIdentity now = identity();
    return new ConsumerGroupMetadata(
        groupId(), now.generation(), now.memberId(), Optional.ofNullable(now.instanceId()));
  }

  /**
   * The application wants other topics.
   *
   * @param topics by name
   * @param regex what the broker is to pick topics by, or null
   */
  void onSubscribed(Set<String> topics, @Nullable String regex);

  void onPolled();

  void onTold(int call);

  /** The application asks for a rebalance. */
  void onRejoinWanted(String reason);

  /** A commit of this generation or epoch was refused. */
  void onCommitRefused(int generation, KafkaException error);

  /** More is known of the cluster. */
  void onMetadata(MetadataSnapshot metadata);

  /**
   * Leaves the group.
   *
   * @param tell whether others are to get the partitions at once
   * @param done told when the coordinator has answered, or is not asked
   */
  void leave(String reason, boolean tell, Runnable done);
}
