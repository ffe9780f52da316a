package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One sticky division: members claim what they had, keep of it what is fair, and the rest is dealt
 * out.
 *
 * <p>Fair means: nobody has two more than another who could take one of them. When all want the
 * same topics that is a quota, and everything is done in one pass. Otherwise partitions are moved
 * one by one from the fuller to the emptier until no move helps; each move lowers the sum of the
 * squares, so that ends.
 *
 * <p>Where racks are known, a claim on a partition that is near to others only does not count, and
 * near partitions are dealt out first (KIP-881).
 */
final class StickyDivision {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /** A member while partitions are dealt out. */
  private static final class Holder {
    final String id;
    final @Nullable String rack;
    final Set<String> topics;
    final List<TopicPartition> held = new ArrayList<>();

    Holder(GroupMember member, Set<String> existing) {
      id = member.id();
      rack = member.rack();
      topics = new HashSet<>(member.topics());
      topics.retainAll(existing);
    }

    boolean wants(TopicPartition partition) {
      return topics.contains(partition.topic());
    }
  }

  private record Claim(Holder holder, int generation, boolean disputed) {}

  private final Map<String, Integer> counts;
  private final PartitionRacks racks;
  private final Map<String, Holder> holders = new HashMap<>();
  private final List<Holder> order = new ArrayList<>();
  private final Map<TopicPartition, Claim> claims = new HashMap<>();
  private final Map<TopicPartition, Holder> far = new HashMap<>();

  StickyDivision(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members, PartitionRacks racks) {
    counts = partitionCounts;
    this.racks = racks;
    members.stream()
        .sorted()
        .forEach(
            member -> {
              Holder holder = new Holder(member, partitionCounts.keySet());
              holders.put(member.id(), holder);
              order.add(holder);
            });
  }

  /** The newest generation wins; two of the same generation cannot both be right, so neither is. */
  void claim(GroupMember member, Collection<TopicPartition> partitions, int generation) {
    Holder holder = holders.get(member.id());
    if (holder == null) {
      throw new IllegalArgumentException(member.id() + " is not a member");
    }
    for (TopicPartition partition : new HashSet<>(partitions)) {
      if (exists(partition) && holder.wants(partition)) {
        Claim old = claims.get(partition);
        if (old == null || old.generation < generation) {
          claims.put(partition, new Claim(holder, generation, false));
        } else if (old.generation == generation) {
          claims.put(partition, new Claim(holder, generation, true));
        }
      }
    }
  }

  private boolean exists(TopicPartition partition) {
    int number = partition.partition();
    return number >= 0 && number < counts.getOrDefault(partition.topic(), 0);
  }

  Map<String, List<TopicPartition>> divide() {
    List<TopicPartition> free = new ArrayList<>();
    boolean alike = allWantTheSame();
    for (TopicPartition partition : wanted()) {
      Claim claim = claims.get(partition);
      if (claim == null || claim.disputed) {
        free.add(partition);
      } else if (alike && wouldBeNearer(claim.holder, partition)) {
        free.add(partition);
        far.put(partition, claim.holder);
      } else {
        claim.holder.held.add(partition);
      }
    }
    if (alike) {
      divideByQuota(free);
    } else {
      dealOut(free);
      level();
    }
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    order.forEach(holder -> assigned.put(holder.id, holder.held));
    return assigned;
  }

  /** Whether it is far from who has it, and not from another who wants it. */
  private boolean wouldBeNearer(Holder holder, TopicPartition partition) {
    return racks.isKnown()
        && !racks.isNear(holder.rack, partition)
        && order.stream()
            .anyMatch(other -> other.wants(partition) && racks.isNear(other.rack, partition));
  }

  private List<TopicPartition> wanted() {
    Set<String> topics = new HashSet<>();
    order.forEach(holder -> topics.addAll(holder.topics));
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      for (int i = 0; i < counts.getOrDefault(topic, 0); i++) {
        all.add(new TopicPartition(topic, i));
      }
    }
    all.sort(ORDER);
    return all;
  }

  private boolean allWantTheSame() {
    return order.stream().allMatch(holder -> holder.topics.equals(order.get(0).topics));
  }

  private void divideByQuota(List<TopicPartition> free) {
    if (order.isEmpty()) {
      return;
    }
    int total = free.size();
    for (Holder holder : order) {
      total += holder.held.size();
    }
    int quota = total / order.size();
    int withOneMore = total % order.size();
    for (Holder holder : order) {
      boolean more = holder.held.size() > quota && withOneMore > 0;
      withOneMore -= more ? 1 : 0;
      List<TopicPartition> tooMany =
          holder.held.subList(
              Math.min(holder.held.size(), quota + (more ? 1 : 0)), holder.held.size());
      free.addAll(tooMany);
      tooMany.clear();
    }
    free.sort(ORDER);
    if (racks.isKnown()) {
      divideByRack(free, quota, withOneMore);
    }
    fill(free, quota);
  }

  /**
   * Gives to those near; then to those who had them what nobody near could take, so that a division
   * stays as it is.
   */
  private void divideByRack(List<TopicPartition> free, int quota, int withOneMore) {
    int oneMore = withOneMore;
    for (Holder holder : order) {
      takeNear(holder, free, quota);
    }
    for (Holder holder : order) {
      int before = holder.held.size();
      if (before == quota && oneMore > 0) {
        takeNear(holder, free, quota + 1);
        oneMore -= holder.held.size() - before;
      }
    }
    giveBackFar(free, quota, free.size());
    giveBackFar(free, quota + 1, oneMore);
  }

  private void giveBackFar(List<TopicPartition> free, int limit, int most) {
    int left = most;
    Iterator<TopicPartition> rest = free.iterator();
    while (left > 0 && rest.hasNext()) {
      TopicPartition partition = rest.next();
      Holder holder = far.get(partition);
      if (holder != null && holder.held.size() < limit) {
        holder.held.add(partition);
        rest.remove();
        left--;
      }
    }
  }

  private void takeNear(Holder holder, List<TopicPartition> free, int quota) {
    Iterator<TopicPartition> rest = free.iterator();
    while (holder.held.size() < quota && rest.hasNext()) {
      TopicPartition partition = rest.next();
      if (racks.isNear(holder.rack, partition)) {
        holder.held.add(partition);
        rest.remove();
      }
    }
  }

  /** Deals in turn to those below the quota, and the last ones to those at it. */
  private void fill(List<TopicPartition> free, int quota) {
    int next = 0;
    boolean dealt = true;
    while (dealt) {
      dealt = false;
      for (Holder holder : order) {
        if (holder.held.size() < quota && next < free.size()) {
          holder.held.add(free.get(next++));
          dealt = true;
        }
      }
    }
    for (Holder holder : order) {
      if (holder.held.size() == quota && next < free.size()) {
        holder.held.add(free.get(next++));
      }
    }
  }

  /** Those that few members want first, each to the emptiest of them. */
  private void dealOut(List<TopicPartition> free) {
    Map<String, Integer> takers = new TreeMap<>();
    order.forEach(holder -> holder.topics.forEach(topic -> takers.merge(topic, 1, Integer::sum)));
    free.sort(
        Comparator.<TopicPartition>comparingInt(p -> takers.getOrDefault(p.topic(), 0))
            .thenComparing(ORDER));
    for (TopicPartition partition : free) {
      emptiest(partition).held.add(partition);
    }
  }

  private Holder emptiest(TopicPartition partition) {
    Holder best = null;
    for (Holder holder : order) {
      if (holder.wants(partition) && (best == null || isBetter(holder, best, partition))) {
        best = holder;
      }
    }
    if (best == null) {
      throw new IllegalStateException("nobody wants " + partition);
    }
    return best;
  }

  private boolean isBetter(Holder one, Holder than, TopicPartition partition) {
    if (one.held.size() != than.held.size()) {
      return one.held.size() < than.held.size();
    }
    return racks.isNear(one.rack, partition) && !racks.isNear(than.rack, partition);
  }

  private void level() {
    List<Holder> byFullness = new ArrayList<>(order);
    boolean moved = true;
    while (moved) {
      byFullness.sort(Comparator.comparingInt((Holder holder) -> -holder.held.size()));
      moved = false;
      for (int i = 0; i < byFullness.size() && !moved; i++) {
        moved = giveOne(byFullness.get(i));
      }
    }
  }

  /** To the emptiest there is; what was claimed last goes first. */
  private boolean giveOne(Holder holder) {
    int best = -1;
    Holder taker = holder;
    for (int i = holder.held.size() - 1; i >= 0; i--) {
      Holder other = emptiest(holder.held.get(i));
      if (best < 0 || other.held.size() < taker.held.size()) {
        best = i;
        taker = other;
      }
    }
    if (best < 0 || holder.held.size() < taker.held.size() + 2) {
      return false;
    }
    taker.held.add(holder.held.remove(best));
    return true;
  }
}
