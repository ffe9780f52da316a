package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the members of a consumer group own and commit.
 *
 * @since 0.1
 */
public final class GroupHistory {

  private final History history;
  final String id;
  final List<Ownership> ownerships = new ArrayList<>();
  final List<CommitHistory> commits = new ArrayList<>();
  final List<Seen> seen = new ArrayList<>();

  record Ownership(String member, int generation, Set<TopicPartition> partitions) {}

  /** A committed offset, asked for at one moment. */
  record Seen(String who, TopicPartition partition, long offset, long askedAt, long moment) {}

  GroupHistory(History history, String id) {
    this.history = history;
    this.id = id;
  }

  /**
   * A member was given partitions, to be called with all that it owns in this generation.
   *
   * @param member a name of this member alone, such as its member id
   */
  public void owns(String member, int generation, Collection<TopicPartition> partitions) {
    synchronized (history) {
      ownerships.add(new Ownership(member, generation, Set.copyOf(partitions)));
      history.note(
          member,
          "owns "
              + partitions.stream().map(TopicPartition::toString).sorted().toList()
              + " of "
              + id
              + " in generation "
              + generation);
    }
  }

  /** An offset is going to be committed. */
  public CommitHistory commit(String who, TopicPartition partition, long offset) {
    return commit(who, partition, offset, false);
  }

  /** An offset is going to be committed that may lie before the one committed last. */
  public CommitHistory reset(String who, TopicPartition partition, long offset) {
    return commit(who, partition, offset, true);
  }

  private CommitHistory commit(String who, TopicPartition partition, long offset, boolean reset) {
    synchronized (history) {
      String what = (reset ? "resets " : "commits ") + id + " " + partition + " to " + offset;
      long moment = history.note(who, what);
      CommitHistory commit = new CommitHistory(history, who, partition, offset, reset, moment);
      commits.add(commit);
      return commit;
    }
  }

  /** Committed offsets are going to be asked for; to be given to {@link #committed} later. */
  public long asks(String who) {
    synchronized (history) {
      return history.note(who, "asks for the offsets of " + id);
    }
  }

  /**
   * An answer to that.
   *
   * @param asked what {@link #asks} gave
   * @param offset the committed offset, or -1 for none
   */
  public void committed(String who, long asked, TopicPartition partition, long offset) {
    synchronized (history) {
      long moment = history.note(who, "sees " + id + " " + partition + " at " + offset);
      seen.add(new Seen(who, partition, offset, asked, moment));
    }
  }
}
