package dev.klamm.core.group.assignor;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.Division.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Each topic is cut into ranges of equal length, one for each reader in order; the first ones get
 * one partition more if it does not come out even. Topics of the same size with the same readers
 * are cut alike, so that partitions of the same number meet at the same member.
 *
 * <p>Static members come first, by their names, so that they keep their ranges when they restart.
 */
public final class RangeAssignor implements Assignor {
  private static final Comparator<Reader> ORDER =
      Comparator.comparing(
              Reader::instanceId, Comparator.nullsLast(Comparator.<String>naturalOrder()))
          .thenComparing(Reader::memberId);

  @Override
  public String name() {
    return "range";
  }

  @Override
  public Map<String, PartitionSet> assign(Division division) {
    Map<String, PartitionSet.Builder> shares = new HashMap<>();
    Map<Uuid, List<Reader>> readers = new TreeMap<>();
    for (Reader member : division.members().stream().sorted(ORDER).toList()) {
      shares.put(member.memberId(), new PartitionSet.Builder());
      for (Uuid topic : member.topics()) {
        readers.computeIfAbsent(topic, each -> new ArrayList<>()).add(member);
      }
    }
    readers.forEach((topic, members) -> cut(topic, division.partitions(topic), members, shares));
    Map<String, PartitionSet> result = new HashMap<>();
    shares.forEach((memberId, share) -> result.put(memberId, share.build()));
    return result;
  }

  private static void cut(
      Uuid topic, int partitions, List<Reader> members, Map<String, PartitionSet.Builder> shares) {
    int least = partitions / members.size();
    int withOneMore = partitions % members.size();
    int next = 0;
    for (int i = 0; i < members.size(); i++) {
      int end = next + least + (i < withOneMore ? 1 : 0);
      PartitionSet.Builder share = shares.get(members.get(i).memberId());
      while (share != null && next < end) {
        share.add(topic, next++);
      }
    }
  }
}
