package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds of each consumer group. */
final class GroupRules {

  private static final long NONE = -1;

  private final History history;
  private final Judgement judgement;

  private record Place(int generation, TopicPartition partition) {}

  GroupRules(History history, Judgement judgement) {
    this.history = history;
    this.judgement = judgement;
  }

  void check() {
    for (GroupHistory group : history.groups.values()) {
      checkOwners(group);
      for (int i = 0; i < group.commits.size(); i++) {
        checkForward(group, i);
      }
      group.seen.forEach(seen -> checkSeen(group, seen));
    }
  }

  private void checkOwners(GroupHistory group) {
    Map<Place, String> owners = new HashMap<>();
    for (GroupHistory.Ownership ownership : group.ownerships) {
      for (TopicPartition partition : ownership.partitions()) {
        Place place = new Place(ownership.generation(), partition);
        String other = owners.putIfAbsent(place, ownership.member());
        if (other != null && !other.equals(ownership.member())) {
          judgement.broken(
              Rule.ONE_OWNER,
              "%s in generation %d of %s is owned by %s and by %s"
                  .formatted(
                      partition, ownership.generation(), group.id, other, ownership.member()));
        }
      }
    }
  }

  /** Of two commits one after the other, the later goes forward, unless it need not. */
  private void checkForward(GroupHistory group, int at) {
    CommitHistory commit = group.commits.get(at);
    if (!commit.isAcknowledged() || commit.reset) {
      return;
    }
    for (int i = at - 1; i >= 0; i--) {
      CommitHistory before = group.commits.get(i);
      if (before.partition.equals(commit.partition) && before.acknowledgedAt < commit.invokedAt) {
        if (before.offset > commit.offset && !isResetBetween(group, before, commit)) {
          judgement.broken(
              Rule.OFFSET_FORWARD,
              "%s committed %d for %s of %s, after %s had committed %d"
                  .formatted(
                      commit.who,
                      commit.offset,
                      commit.partition,
                      group.id,
                      before.who,
                      before.offset));
        }
        return;
      }
    }
  }

  private boolean isResetBetween(GroupHistory group, CommitHistory before, CommitHistory after) {
    return mayBeReset(group, before.partition, before.invokedAt, after.acknowledgedAt);
  }

  private boolean mayBeReset(GroupHistory group, TopicPartition partition, long from, long until) {
    if (history.deleted.contains(partition.topic())) {
      return true;
    }
    for (CommitHistory commit : group.commits) {
      if (commit.reset
          && commit.partition.equals(partition)
          && !commit.refused
          && commit.invokedAt < until
          && (commit.isUnknown() || commit.acknowledgedAt > from)) {
        return true;
      }
    }
    return false;
  }

  private void checkSeen(GroupHistory group, GroupHistory.Seen seen) {
    CommitHistory highest = null;
    boolean known = seen.offset() == NONE;
    for (CommitHistory commit : group.commits) {
      if (!commit.partition.equals(seen.partition())) {
        continue;
      }
      if (commit.offset == seen.offset() && commit.invokedAt < seen.moment() && !commit.refused) {
        known = true;
        if (commit.isUnknown()) {
          return; // it may have taken effect just now
        }
      }
      if (commit.acknowledgedAt < seen.askedAt()
          && (highest == null || commit.offset > highest.offset)) {
        highest = commit;
      }
    }
    judge(group, seen, known, highest);
  }

  private void judge(
      GroupHistory group, GroupHistory.Seen seen, boolean known, @Nullable CommitHistory highest) {
    if (!known && !history.deleted.contains(seen.partition().topic())) {
      judgement.broken(
          Rule.OFFSET_COMMITTED,
          "%s sees %s of %s at %d, which nobody committed"
              .formatted(seen.who(), seen.partition(), group.id, seen.offset()));
    }
    if (highest != null
        && highest.offset > seen.offset()
        && !mayBeReset(group, seen.partition(), highest.invokedAt, seen.moment())) {
      judgement.broken(
          Rule.OFFSET_FORWARD,
          "%s sees %s of %s at %d, after %s had committed %d"
              .formatted(
                  seen.who(),
                  seen.partition(),
                  group.id,
                  seen.offset(),
                  highest.who,
                  highest.offset));
    }
  }
}
