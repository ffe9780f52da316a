package dev.klamm.core.broker.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Who this broker is. It is alone in its cluster, and leads every partition.
 *
 * @param rack where it is, if anybody said
 */
public record BrokerIdentity(int nodeId, String clusterId, @Nullable String rack) {}
