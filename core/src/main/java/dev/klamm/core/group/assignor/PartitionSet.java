package dev.klamm.core.group.assignor;

import dev.klamm.api.cluster.Uuid;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Partitions of topics. Immutable; topics and partitions are in order. */
public final class PartitionSet {
  public static final PartitionSet EMPTY = new PartitionSet(new TreeMap<>());
  private static final int[] NONE = {};

  private final TreeMap<Uuid, int[]> byTopic;

  private PartitionSet(TreeMap<Uuid, int[]> byTopic) {
    this.byTopic = byTopic;
  }

  /** Does something with the partitions of one topic. */
  @FunctionalInterface
  public interface TopicVisitor {
    void visit(Uuid topic, int[] partitions);
  }

  public boolean isEmpty() {
    return byTopic.isEmpty();
  }

  public int size() {
    int size = 0;
    for (int[] partitions : byTopic.values()) {
      size += partitions.length;
    }
    return size;
  }

  public Set<Uuid> topics() {
    return Collections.unmodifiableSet(byTopic.keySet());
  }

  public int topicCount() {
    return byTopic.size();
  }

  public boolean contains(Uuid topic, int partition) {
    return Arrays.binarySearch(of(topic), partition) >= 0;
  }

  /** Visits topic by topic; the arrays must not be changed. */
  public void forEach(TopicVisitor visitor) {
    byTopic.forEach(visitor::visit);
  }

  public boolean containsAll(PartitionSet other) {
    return other.minus(this).isEmpty();
  }

  public boolean intersects(PartitionSet other) {
    return !intersect(other).isEmpty();
  }

  /** What is in both. */
  public PartitionSet intersect(PartitionSet other) {
    return filter((topic, partition) -> other.contains(topic, partition));
  }

  /** What is here and not in the other. */
  public PartitionSet minus(PartitionSet other) {
    return other.isEmpty() ? this : filter((topic, partition) -> !other.contains(topic, partition));
  }

  public PartitionSet union(PartitionSet other) {
    if (other.isEmpty()) {
      return this;
    }
    Builder all = new Builder();
    forEach(all::addAll);
    other.minus(this).forEach(all::addAll);
    return all.build();
  }

  /** The partitions that a test lets through. */
  public PartitionSet filter(PartitionTest test) {
    TreeMap<Uuid, int[]> kept = new TreeMap<>();
    byTopic.forEach(
        (topic, partitions) -> {
          int[] passed = passed(topic, partitions, test);
          if (passed.length > 0) {
            kept.put(topic, passed);
          }
        });
    return of(kept);
  }

  /** Says whether a partition stays. */
  @FunctionalInterface
  public interface PartitionTest {
    boolean test(Uuid topic, int partition);
  }

  private static int[] passed(Uuid topic, int[] partitions, PartitionTest test) {
    int[] passed = new int[partitions.length];
    int count = 0;
    for (int partition : partitions) {
      if (test.test(topic, partition)) {
        passed[count++] = partition;
      }
    }
    return count == partitions.length ? partitions : Arrays.copyOf(passed, count);
  }

  private int[] of(Uuid topic) {
    return byTopic.getOrDefault(topic, NONE);
  }

  private static PartitionSet of(TreeMap<Uuid, int[]> byTopic) {
    return byTopic.isEmpty() ? EMPTY : new PartitionSet(byTopic);
  }

  /** The only set with these partitions of one topic. */
  public static PartitionSet of(Uuid topic, int... partitions) {
    Builder set = new Builder();
    for (int partition : partitions) {
      set.add(topic, partition);
    }
    return set.build();
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof PartitionSet set) || set.byTopic.size() != byTopic.size()) {
      return false;
    }
    for (Map.Entry<Uuid, int[]> each : byTopic.entrySet()) {
      if (!Arrays.equals(each.getValue(), set.of(each.getKey()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Map.Entry<Uuid, int[]> each : byTopic.entrySet()) {
      hash += 31 * each.getKey().hashCode() + Arrays.hashCode(each.getValue());
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    byTopic.forEach(
        (topic, partitions) ->
            text.append(text.length() == 1 ? "" : ", ")
                .append(topic)
                .append(Arrays.toString(partitions)));
    return text.append('}').toString();
  }

  /** Gathers partitions, in any order and with repeats. */
  public static final class Builder {
    private final Map<Uuid, Numbers> byTopic = new HashMap<>();

    public void add(Uuid topic, int partition) {
      byTopic.computeIfAbsent(topic, each -> new Numbers()).add(partition);
    }

    public void addAll(Uuid topic, int[] partitions) {
      for (int partition : partitions) {
        add(topic, partition);
      }
    }

    public void addAll(Uuid topic, Collection<Integer> partitions) {
      for (int partition : partitions) {
        add(topic, partition);
      }
    }

    public PartitionSet build() {
      TreeMap<Uuid, int[]> sorted = new TreeMap<>();
      byTopic.forEach((topic, numbers) -> sorted.put(topic, numbers.sorted()));
      return of(sorted);
    }
  }

  /** A growing list of numbers. */
  private static final class Numbers {
    private int[] values = new int[8];
    private int count;

    void add(int value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = value;
    }

    int[] sorted() {
      int[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
          sorted[kept++] = sorted[i];
        }
      }
      return kept == count ? sorted : Arrays.copyOf(sorted, kept);
    }
  }
}
