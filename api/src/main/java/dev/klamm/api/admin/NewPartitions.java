package dev.klamm.api.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many partitions a topic is to have. Partitions are never taken away, and keys may go
 * elsewhere afterwards.
 *
 * @since 0.1
 */
public final class NewPartitions {
  private final int totalCount;
  private final @Nullable List<List<Integer>> assignments;

  private NewPartitions(int totalCount, @Nullable List<List<Integer>> assignments) {
    this.totalCount = totalCount;
    this.assignments = assignments;
  }

  /**
   * Adds partitions until there are so many.
   *
   * @param totalCount of all partitions, old and new
   */
  public static NewPartitions increaseTo(int totalCount) {
    return new NewPartitions(totalCount, null);
  }

  /**
   * The same, with the copies placed by hand.
   *
   * @param newAssignments for each new partition, the ids of its brokers; the preferred leader
   *     first
   */
  public static NewPartitions increaseTo(int totalCount, List<List<Integer>> newAssignments) {
    return new NewPartitions(totalCount, List.copyOf(newAssignments));
  }

  public int totalCount() {
    return totalCount;
  }

  /** The brokers of each new partition, or null if the broker is to place them. */
  public @Nullable List<List<Integer>> assignments() {
    return assignments;
  }

  @Override
  public String toString() {
    return "(totalCount=" + totalCount + ", newAssignments=" + assignments + ")";
  }
}
