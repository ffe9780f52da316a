package dev.klamm.api.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic to be created.
 *
 * @since 0.1
 */
public final class NewTopic {
  private static final int BROKER_DEFAULT = -1;

  private final String name;
  private final int numPartitions;
  private final short replicationFactor;
  private final @Nullable Map<Integer, List<Integer>> replicasAssignments;
  private Map<String, String> configs = Map.of();

  /**
   * A topic of so many partitions and copies; -1 leaves either to the broker's {@code
   * num.partitions} and the like.
   */
  public NewTopic(String name, int numPartitions, short replicationFactor) {
    this(name, numPartitions, replicationFactor, null);
  }

  /** The same; what is empty is left to the broker. */
  public NewTopic(String name, Optional<Integer> numPartitions, Optional<Short> replicationFactor) {
    this(
        name,
        numPartitions.orElse(BROKER_DEFAULT),
        replicationFactor.orElse((short) BROKER_DEFAULT),
        null);
  }

  /**
   * A topic whose copies are placed by hand.
   *
   * @param replicasAssignments for each partition, counted from 0 without a gap, the ids of its
   *     brokers; the preferred leader first
   */
  public NewTopic(String name, Map<Integer, List<Integer>> replicasAssignments) {
    this(
        name,
        BROKER_DEFAULT,
        (short) BROKER_DEFAULT,
        Collections.unmodifiableMap(new LinkedHashMap<>(replicasAssignments)));
  }

  private NewTopic(
      String name,
      int numPartitions,
      short replicationFactor,
      @Nullable Map<Integer, List<Integer>> replicasAssignments) {
    this.name = Objects.requireNonNull(name, "name");
    this.numPartitions = numPartitions;
    this.replicationFactor = replicationFactor;
    this.replicasAssignments = replicasAssignments;
  }

  public String name() {
    return name;
  }

  /** -1 if it is left to the broker or to the assignments. */
  public int numPartitions() {
    return numPartitions;
  }

  /** -1 if it is left to the broker or to the assignments. */
  public short replicationFactor() {
    return replicationFactor;
  }

  /** The brokers of each partition, or null if the broker is to place them. */
  public @Nullable Map<Integer, List<Integer>> replicasAssignments() {
    return replicasAssignments;
  }

  /** Sets the topic's own configs, such as {@code retention.ms}, in place of earlier ones. */
  public NewTopic configs(Map<String, String> values) {
    configs = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    return this;
  }

  /** The topic's own configs, perhaps none. */
  public Map<String, String> configs() {
    return configs;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NewTopic that
        && name.equals(that.name)
        && numPartitions == that.numPartitions
        && replicationFactor == that.replicationFactor
        && Objects.equals(replicasAssignments, that.replicasAssignments)
        && configs.equals(that.configs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, numPartitions, replicationFactor, replicasAssignments, configs);
  }

  @Override
  public String toString() {
    return "(name=%s, numPartitions=%s, replicationFactor=%s, replicasAssignments=%s, configs=%s)"
        .formatted(
            name,
            numPartitions == BROKER_DEFAULT ? "default" : numPartitions,
            replicationFactor == BROKER_DEFAULT ? "default" : replicationFactor,
            replicasAssignments,
            configs);
  }
}
