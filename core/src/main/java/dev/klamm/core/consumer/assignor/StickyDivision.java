package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One sticky division: members claim what they had, keep of it what is fair, and the rest is dealt
 * out.
 *
 * <p>Fair means: nobody has two more than another who could take one of them. When all want the
 * same topics that is a quota, and everything is done in one pass. Otherwise partitions are moved
 * one by one from the fuller to the emptier until no move helps; each move lowers the sum of the
 * squares, so that ends.
 */
final class StickyDivision {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /** A member while partitions are dealt out. */
  private static final class Holder {
    final String id;
    final Set<String> topics;
    final List<TopicPartition> held = new ArrayList<>();

    Holder(GroupMember member, Set<String> existing) {
      id = member.id();
      topics = new HashSet<>(member.topics());
      topics.retainAll(existing);
    }

    boolean wants(TopicPartition partition) {
      return topics.contains(partition.topic());
    }
  }

  private record Claim(Holder holder, int generation, boolean disputed) {}

  private final Map<String, Integer> counts;
  private final Map<String, Holder> holders = new HashMap<>();
  private final List<Holder> order = new ArrayList<>();
  private final Map<TopicPartition, Claim> claims = new HashMap<>();

  StickyDivision(Map<String, Integer> partitionCounts, Collection<GroupMember> members) {
    counts = partitionCounts;
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
    for (TopicPartition partition : wanted()) {
      Claim claim = claims.get(partition);
      if (claim == null || claim.disputed) {
        free.add(partition);
      } else {
        claim.holder.held.add(partition);
      }
    }
    if (allWantTheSame()) {
      divideByQuota(free);
    } else {
      dealOut(free);
      level();
    }
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    order.forEach(holder -> assigned.put(holder.id, holder.held));
    return assigned;
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
    fill(free, quota);
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
      if (holder.wants(partition) && (best == null || holder.held.size() < best.held.size())) {
        best = holder;
      }
    }
    if (best == null) {
      throw new IllegalStateException("nobody wants " + partition);
    }
    return best;
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
