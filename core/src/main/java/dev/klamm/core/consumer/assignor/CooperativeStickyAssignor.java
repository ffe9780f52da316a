package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As {@link StickyAssignor}, for members that keep their partitions during a rebalance (KIP-429). A
 * partition that is to change hands goes to nobody in this round: its owner sees that it lost it,
 * gives it up and joins again, and the round after gives it away.
 */
public final class CooperativeStickyAssignor implements PartitionAssignor {
  public static final String NAME = "cooperative-sticky";

  private int generation = StickyUserData.NO_GENERATION;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<RebalanceProtocol> protocols() {
    return List.of(RebalanceProtocol.EAGER, RebalanceProtocol.COOPERATIVE);
  }

  /** The generation alone; newer members send it in the subscription as well (KIP-792). */
  @Override
  public @Nullable ByteBuffer userData() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, generation);
  }

  @Override
  public void onAssignment(Collection<TopicPartition> partitions, int newGeneration) {
    generation = newGeneration;
  }

  @Override
  public Map<String, List<TopicPartition>> assign(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members, PartitionRacks racks) {
    StickyDivision division = new StickyDivision(partitionCounts, members, racks);
    for (GroupMember member : members) {
      division.claim(member, member.owned(), generation(member));
    }
    Map<String, List<TopicPartition>> assigned = division.divide();
    holdBackWhatMoves(members, assigned);
    return assigned;
  }

  private static int generation(GroupMember member) {
    ByteBuffer told = member.userData();
    return member.generation() >= 0 || told == null || told.remaining() < Integer.BYTES
        ? member.generation()
        : told.getInt(told.position());
  }

  private static void holdBackWhatMoves(
      Collection<GroupMember> members, Map<String, List<TopicPartition>> assigned) {
    Map<TopicPartition, String> owners = new HashMap<>();
    for (GroupMember member : members) {
      Set<TopicPartition> kept = new HashSet<>(assigned.getOrDefault(member.id(), List.of()));
      member.owned().stream()
          .filter(partition -> !kept.contains(partition))
          .forEach(partition -> owners.put(partition, member.id()));
    }
    for (GroupMember member : members) {
      List<TopicPartition> taken = assigned.getOrDefault(member.id(), List.of());
      taken.removeIf(
          partition -> owners.containsKey(partition) && !member.owned().contains(partition));
    }
  }
}
