package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Balanced, and else as little changed as can be. Members give up all before a rebalance, so each
 * tells in its user data what it had.
 */
public final class StickyAssignor implements PartitionAssignor {
  public static final String NAME = "sticky";

  private List<TopicPartition> had = List.of();
  private int generation = StickyUserData.NO_GENERATION;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable ByteBuffer userData() {
    return had.isEmpty() && generation == StickyUserData.NO_GENERATION
        ? null
        : new StickyUserData(had, generation).encode();
  }

  @Override
  public void onAssignment(Collection<TopicPartition> partitions, int newGeneration) {
    had = List.copyOf(partitions);
    generation = newGeneration;
  }

  @Override
  public Map<String, List<TopicPartition>> assign(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members, PartitionRacks racks) {
    StickyDivision division = new StickyDivision(partitionCounts, members, racks);
    for (GroupMember member : members) {
      StickyUserData told = StickyUserData.decode(member.userData());
      division.claim(member, told.partitions(), told.generation());
    }
    return division.divide();
  }
}
