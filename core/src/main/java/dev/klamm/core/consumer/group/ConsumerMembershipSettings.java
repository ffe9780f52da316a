package dev.klamm.core.consumer.group;

import org.jspecify.annotations.Nullable;

/**
 * What a membership by the consumer protocol goes by; the names are Kafka's.
 *
 * @param rack null when it is not known
 * @param remoteAssignor null to let the broker choose
 */
public record ConsumerMembershipSettings(
    @Nullable String groupInstanceId,
    @Nullable String rack,
    @Nullable String remoteAssignor,
    long maxPollIntervalMs,
    long retryBackoffMs) {}
