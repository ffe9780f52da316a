package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Cuts topics that have the same takers and as many partitions, all in the same way: what a member
 * takes of one, by number, it takes of each.
 */
final class RangeCut {
  private final List<GroupMember> takers;
  private final List<String> topics;
  private final PartitionRacks racks;
  private final List<Integer> left = new ArrayList<>();
  private final int[] taken;
  private final int each;
  private int withOneMore;

  RangeCut(RangeAssignor.Alike alike, List<String> topics, PartitionRacks racks) {
    this.takers = alike.takers();
    this.topics = topics;
    this.racks = racks;
    this.taken = new int[takers.size()];
    this.each = alike.partitions() / takers.size();
    this.withOneMore = alike.partitions() % takers.size();
    for (int number = 0; number < alike.partitions(); number++) {
      left.add(number);
    }
  }

  void cut(Map<String, List<TopicPartition>> assigned) {
    if (racks.isKnown()) {
      deal(this::isNear, assigned);
    }
    deal((taker, number) -> true, assigned);
  }

  /** Near means that every one of the topics has a replica there. */
  private boolean isNear(GroupMember taker, int number) {
    return topics.stream()
        .allMatch(topic -> racks.isNear(taker.rack(), new TopicPartition(topic, number)));
  }

  private void deal(
      BiPredicate<GroupMember, Integer> may, Map<String, List<TopicPartition>> assigned) {
    for (int i = 0; i < takers.size(); i++) {
      GroupMember taker = takers.get(i);
      List<Integer> given = new ArrayList<>();
      for (int number : left) {
        if (taken[i] + given.size() < most(i) && may.test(taker, number)) {
          given.add(number);
        }
      }
      take(i, given);
      List<TopicPartition> own = assigned.get(taker.id());
      if (own != null) {
        topics.forEach(topic -> given.forEach(n -> own.add(new TopicPartition(topic, n))));
      }
    }
  }

  private int most(int taker) {
    boolean hasOneMore = taken[taker] > each;
    return each + (hasOneMore || withOneMore > 0 ? 1 : 0);
  }

  private void take(int taker, List<Integer> given) {
    boolean hadOneMore = taken[taker] > each;
    taken[taker] += given.size();
    if (!hadOneMore && taken[taker] > each) {
      withOneMore--;
    }
    left.removeAll(given);
  }
}
