package dev.klamm.core.group;

import java.util.List;

/**
 * What can be set about groups by the consumer protocol (KIP-848), under Kafka's names and
 * defaults.
 *
 * @param assignors group.consumer.assignors; the first one is used if members do not choose
 * @param heartbeatIntervalMs group.consumer.heartbeat.interval.ms
 * @param sessionTimeoutMs group.consumer.session.timeout.ms
 * @param maxSize group.consumer.max.size
 * @param migration group.consumer.migration.policy
 */
public record ConsumerGroupSettings(
    List<String> assignors,
    int heartbeatIntervalMs,
    int sessionTimeoutMs,
    int maxSize,
    MigrationPolicy migration) {

  public ConsumerGroupSettings {
    assignors = List.copyOf(assignors);
    if (assignors.isEmpty()) {
      throw new IllegalArgumentException("group.consumer.assignors names no assignor");
    }
  }

  public static ConsumerGroupSettings defaults() {
    return new ConsumerGroupSettings(
        List.of("uniform", "range"),
        5_000,
        45_000,
        Integer.MAX_VALUE,
        MigrationPolicy.BIDIRECTIONAL);
  }

  public ConsumerGroupSettings withMaxSize(int size) {
    return new ConsumerGroupSettings(
        assignors, heartbeatIntervalMs, sessionTimeoutMs, size, migration);
  }

  public ConsumerGroupSettings withMigration(MigrationPolicy policy) {
    return new ConsumerGroupSettings(
        assignors, heartbeatIntervalMs, sessionTimeoutMs, maxSize, policy);
  }
}
