package dev.klamm.core.consumer.group;

import dev.klamm.api.cluster.TopicIdPartition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one heartbeat of the consumer protocol tells. What the coordinator knows already is left
 * out.
 *
 * @param memberEpoch 0 to join
 * @param instanceId null for a member that is not static
 * @param rackId null if unchanged or unknown
 * @param rebalanceTimeoutMs -1 if unchanged
 * @param topics null if unchanged
 * @param regex null if unchanged, empty to take it back
 * @param assignor null if unchanged, or if the broker may choose
 * @param owned null if unchanged
 */
public record HeartbeatContent(
    String memberId,
    int memberEpoch,
    @Nullable String instanceId,
    @Nullable String rackId,
    int rebalanceTimeoutMs,
    @Nullable Set<String> topics,
    @Nullable String regex,
    @Nullable String assignor,
    @Nullable Set<TopicIdPartition> owned) {}
