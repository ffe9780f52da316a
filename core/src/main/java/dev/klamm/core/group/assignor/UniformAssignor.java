package dev.klamm.core.group.assignor;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.Division.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Divides evenly, and moves as little as that allows.
 *
 * <p>If all members read the same topics, any two hold the same number of partitions, give or take
 * one, and nobody gives up a partition but for what is above its share. If they read different
 * topics, no single partition could move to make it more even.
 */
public final class UniformAssignor implements Assignor {

  @Override
  public String name() {
    return "uniform";
  }

  @Override
  public Map<String, PartitionSet> assign(Division division) {
    List<Reader> members =
        division.members().stream().sorted(Comparator.comparing(Reader::memberId)).toList();
    Map<String, PartitionSet> result = new HashMap<>();
    if (members.isEmpty()) {
      return result;
    }
    List<Share> shares = members.stream().map(Share::new).toList();
    Map<Uuid, boolean[]> taken = taken(division, shares);
    if (readTheSame(members)) {
      new EvenDivision(shares).fill(members.get(0).topics(), taken);
    } else {
      new UnevenDivision(shares).fill(taken);
    }
    shares.forEach(share -> result.put(share.reader().memberId(), share.toSet()));
    return result;
  }

  private static boolean readTheSame(List<Reader> members) {
    Set<Uuid> first = members.get(0).topics();
    for (Reader member : members) {
      if (member.topics() != first && !member.topics().equals(first)) {
        return false;
      }
    }
    return true;
  }

  /** Lets everyone keep what it may, and notes for each topic what is kept. */
  private static Map<Uuid, boolean[]> taken(Division division, List<Share> shares) {
    Map<Uuid, boolean[]> taken = new TreeMap<>();
    for (Share share : shares) {
      for (Uuid topic : share.reader().topics()) {
        taken.computeIfAbsent(topic, each -> new boolean[division.partitions(each)]);
      }
    }
    for (Share share : shares) {
      share
          .reader()
          .held()
          .forEach(
              (topic, partitions) -> {
                boolean[] ofTopic = taken.get(topic);
                if (ofTopic != null && share.reader().topics().contains(topic)) {
                  share.keep(topic, partitions, ofTopic);
                }
              });
    }
    return taken;
  }

  /** One member's part while it is made. */
  static final class Share {
    private final Reader reader;
    private final Map<Uuid, List<Integer>> byTopic = new TreeMap<>();
    private int size;

    Share(Reader reader) {
      this.reader = reader;
    }

    Reader reader() {
      return reader;
    }

    int size() {
      return size;
    }

    int sizeOf(Uuid topic) {
      List<Integer> partitions = byTopic.get(topic);
      return partitions == null ? 0 : partitions.size();
    }

    void keep(Uuid topic, int[] partitions, boolean[] taken) {
      for (int partition : partitions) {
        if (partition < taken.length && !taken[partition]) {
          taken[partition] = true;
          add(topic, partition);
        }
      }
    }

    void add(Uuid topic, int partition) {
      byTopic.computeIfAbsent(topic, each -> new ArrayList<>()).add(partition);
      size++;
    }

    /** Gives up the last partition of a topic that it holds. */
    int removeFrom(Uuid topic) {
      List<Integer> partitions = byTopic.get(topic);
      if (partitions == null || partitions.isEmpty()) {
        throw new IllegalStateException(reader.memberId() + " holds nothing of " + topic);
      }
      size--;
      return partitions.remove(partitions.size() - 1);
    }

    /** The topic that it holds most of. */
    Uuid largestTopic() {
      Uuid largest = Uuid.ZERO;
      int most = 0;
      for (Map.Entry<Uuid, List<Integer>> each : byTopic.entrySet()) {
        if (each.getValue().size() > most) {
          most = each.getValue().size();
          largest = each.getKey();
        }
      }
      return largest;
    }

    PartitionSet toSet() {
      PartitionSet.Builder set = new PartitionSet.Builder();
      byTopic.forEach(set::addAll);
      return set.build();
    }
  }
}
