package dev.klamm.core.broker;

import dev.klamm.api.storage.Durability;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.core.broker.cluster.TopicDefaults;
import dev.klamm.core.broker.cluster.TopicSettings;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.record.BatchRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is told at its start. Immutable; {@link #defaults()} are Kafka's, other than that
 * it listens on a port of the system's choice.
 *
 * @param nodeId Kafka's {@code node.id}
 * @param clusterId the id of a new cluster, or null for a random one; an existing store keeps its
 *     own
 * @param listeners at least one
 * @param limits for every listener
 * @param topics how topics are made
 * @param durability what {@code acks=all} and the high watermark wait for, or null for the
 *     strongest the store has
 * @param producerIdExpirationMs how long an idle idempotent producer is remembered
 * @param retentionCheckIntervalMs how often old records are looked for
 * @param fetchSessionSlots incremental fetch sessions kept (KIP-227)
 * @param groups what holds for consumer groups
 */
public record BrokerSettings(
    int nodeId,
    @Nullable String clusterId,
    List<ListenerSettings> listeners,
    ListenerLimits limits,
    TopicDefaults topics,
    @Nullable Durability durability,
    long producerIdExpirationMs,
    long retentionCheckIntervalMs,
    int fetchSessionSlots,
    GroupSettings groups) {

  public BrokerSettings {
    listeners = List.copyOf(listeners);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("a broker needs at least one listener");
    }
  }

  public static BrokerSettings defaults() {
    TopicSettings topic = new TopicSettings(BatchRules.DEFAULT, true, false, 604_800_000L, -1, 1);
    return new BrokerSettings(
        1,
        null,
        List.of(new ListenerSettings("PLAINTEXT", new Endpoint("127.0.0.1", 0), null)),
        ListenerLimits.DEFAULT,
        new TopicDefaults(1, true, topic),
        null,
        86_400_000,
        300_000,
        1000,
        GroupSettings.defaults());
  }

  public BrokerSettings withGroups(GroupSettings settings) {
    return new BrokerSettings(
        nodeId,
        clusterId,
        listeners,
        limits,
        topics,
        durability,
        producerIdExpirationMs,
        retentionCheckIntervalMs,
        fetchSessionSlots,
        settings);
  }
}
