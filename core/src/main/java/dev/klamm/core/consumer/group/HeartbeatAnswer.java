package dev.klamm.core.consumer.group;

import dev.klamm.api.cluster.Uuid;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator answers to a heartbeat of the consumer protocol.
 *
 * @param memberId null if it is the one we sent
 * @param intervalMs until the next heartbeat is due
 * @param assignment the partitions to have, by topic; null if unchanged
 */
public record HeartbeatAnswer(
    @Nullable String memberId,
    int memberEpoch,
    long intervalMs,
    @Nullable Map<Uuid, Set<Integer>> assignment) {}
