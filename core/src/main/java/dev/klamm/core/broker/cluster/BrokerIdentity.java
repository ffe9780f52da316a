package dev.klamm.core.broker.cluster;

/** Who this broker is. It is alone in its cluster, and leads every partition. */
public record BrokerIdentity(int nodeId, String clusterId) {}
