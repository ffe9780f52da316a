package dev.klamm.core.consumer.group;

import dev.klamm.api.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What a membership goes by; the names are Kafka's.
 *
 * @param protocol what all configured assignors have in common, the better one of it
 */
public record MembershipSettings(
    String groupId,
    @Nullable String groupInstanceId,
    RebalanceProtocol protocol,
    long heartbeatIntervalMs,
    long maxPollIntervalMs,
    long retryBackoffMs) {}
