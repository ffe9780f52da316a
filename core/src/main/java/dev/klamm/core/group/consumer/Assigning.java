package dev.klamm.core.group.consumer;

import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.Assignor;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.core.group.classic.MemberTerms;
import dev.klamm.core.group.consumer.ConsumerTimer.MemberSilent;
import dev.klamm.core.group.consumer.ConsumerTimer.RevocationOver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What happens to a member's assignment whenever it is heard of, by whichever protocol. */
final class Assigning {
  private final List<Assignor> assignors;
  private final Function<String, GroupTerms> terms;

  Assigning(GroupSettings settings, Function<String, GroupTerms> terms) {
    this.terms = terms;
    this.assignors = settings.consumer().assignors().stream().map(Assigning::assignor).toList();
  }

  private static Assignor assignor(String name) {
    return Assignor.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no assignor '" + name + "'"));
  }

  GroupTerms terms(String groupId) {
    return terms.apply(groupId);
  }

  /**
   * Begins a new epoch if there is reason to, divides the partitions anew if one began, and takes
   * the member a step towards what it is to have.
   *
   * @param subscribesAnew whether the member reads something else than before
   * @param reported what it says it holds, null if it did not say
   */
  ConsumerMember proceed(
      GroupChange change,
      ConsumerMember member,
      boolean subscribesAnew,
      @Nullable PartitionSet reported) {
    renew(change, subscribesAnew || change.group().isNew());
    Reconciliation reconciliation =
        new Reconciliation(
            change.assignmentEpoch(),
            change.target(member.memberId()),
            change.group().ownership().heldByOthersThan(member.memberId()),
            reported);
    Progress next = reconciliation.next(member.progress());
    if (subscribesAnew && next == member.progress()) {
      next = next.withheld((topic, partition) -> !change.reads(member, topic));
    }
    ConsumerMember proceeded = member.with(next);
    change.put(proceeded);
    return proceeded;
  }

  /** Begins a new epoch if it must or topics have changed, and computes the targets for it. */
  void renew(GroupChange change, boolean mustBump) {
    if (mustBump || change.group().mayTopicsHaveChanged()) {
      change.refreshTopics(mustBump);
    }
    if (change.epoch() > change.assignmentEpoch()) {
      change.assign(chosen(change.members()));
    }
  }

  /** The assignor that most members ask for, or the first one if nobody does. */
  Assignor chosen(Iterable<ConsumerMember> members) {
    Map<String, Integer> votes = new HashMap<>();
    for (ConsumerMember member : members) {
      if (member.assignor() != null) {
        votes.merge(member.assignor(), 1, Integer::sum);
      }
    }
    Assignor chosen = assignors.get(0);
    int most = 0;
    for (Assignor assignor : assignors) {
      int count = votes.getOrDefault(assignor.name(), 0);
      if (count > most) {
        most = count;
        chosen = assignor;
      }
    }
    return chosen;
  }

  /** A member was heard of: its session begins anew, and its time to give partitions up if so. */
  void setTimers(ConsumerGroup group, ConsumerMember before, ConsumerMember member, Turn turn) {
    String groupId = group.groupId();
    keepAlive(group, member, turn);
    boolean wasRevoking = before.progress().state() == MemberState.UNREVOKED_PARTITIONS;
    if (member.progress() == before.progress()) {
      return;
    }
    RevocationOver over = new RevocationOver(groupId, member.memberId());
    if (member.progress().state() == MemberState.UNREVOKED_PARTITIONS) {
      turn.effects().setTimer(over, member.rebalanceTimeoutMs());
    } else if (wasRevoking) {
      turn.effects().cancelTimer(over);
    }
  }

  /** Starts a member's session anew. */
  void keepAlive(ConsumerGroup group, ConsumerMember member, Turn turn) {
    MemberTerms classic = member.classic();
    int timeoutMs =
        classic == null ? terms(group.groupId()).sessionTimeoutMs() : classic.sessionTimeoutMs();
    turn.effects().setTimer(new MemberSilent(group.groupId(), member.memberId()), timeoutMs);
  }

  static void cancelTimers(ConsumerGroup group, String memberId, Turn turn) {
    String groupId = group.groupId();
    group.awaitedRejoins().remove(memberId);
    turn.effects().cancelTimer(new MemberSilent(groupId, memberId));
    turn.effects().cancelTimer(new RevocationOver(groupId, memberId));
    turn.effects().cancelTimer(new ConsumerTimer.RejoinOver(groupId, memberId));
    turn.effects().cancelTimer(new ConsumerTimer.SyncOver(groupId, memberId));
  }
}
