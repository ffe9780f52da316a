package dev.klamm.core.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A member's way to its target. */
class ReconciliationTest {
  private static final Uuid TOPIC = new Uuid(1, 2);

  private static PartitionSet set(int... partitions) {
    return PartitionSet.of(TOPIC, partitions);
  }

  private static Progress at(int epoch, PartitionSet assigned) {
    return Progress.step(
        Progress.NONE, epoch, epoch, MemberState.STABLE, assigned, PartitionSet.EMPTY);
  }

  private static Progress next(
      Progress now, int epoch, PartitionSet target, PartitionSet held, PartitionSet reported) {
    return new Reconciliation(epoch, target, held::contains, reported).next(now);
  }

  @Test
  void newMemberGetsWhatIsFreeAndWaitsForTheRest() {
    Progress first = next(Progress.NONE, 2, set(0, 1), set(1), PartitionSet.EMPTY);
    assertThat(first.state()).isEqualTo(MemberState.UNRELEASED_PARTITIONS);
    assertThat(first.epoch()).isEqualTo(2);
    assertThat(first.assigned()).isEqualTo(set(0));
    Progress second = next(first, 2, set(0, 1), PartitionSet.EMPTY, set(0));
    assertThat(second.state()).isEqualTo(MemberState.STABLE);
    assertThat(second.assigned()).isEqualTo(set(0, 1));
  }

  @Test
  void memberStaysAtItsEpochUntilItSaysThatItHasGivenUp() {
    Progress before = at(2, set(0, 1));
    Progress asked = next(before, 3, set(0, 5), PartitionSet.EMPTY, set(0, 1));
    assertThat(asked.state()).isEqualTo(MemberState.UNREVOKED_PARTITIONS);
    assertThat(asked.epoch()).isEqualTo(2);
    assertThat(asked.assigned()).isEqualTo(set(0));
    assertThat(asked.revoking()).isEqualTo(set(1));
    assertThat(next(asked, 3, set(0, 5), PartitionSet.EMPTY, null)).isSameAs(asked);
    assertThat(next(asked, 3, set(0, 5), PartitionSet.EMPTY, set(1))).isSameAs(asked);
    Progress done = next(asked, 3, set(0, 5), PartitionSet.EMPTY, set(0));
    assertThat(done.epoch()).isEqualTo(3);
    assertThat(done.previousEpoch()).isEqualTo(2);
    assertThat(done.assigned()).isEqualTo(set(0, 5));
    assertThat(done.revoking()).isEqualTo(PartitionSet.EMPTY);
  }

  @Test
  void memberThatHoldsNothingOfWhatItLosesGoesOnAtOnce() {
    Progress done = next(at(2, set(0, 1)), 3, set(0), PartitionSet.EMPTY, set(0));
    assertThat(done.state()).isEqualTo(MemberState.STABLE);
    assertThat(done.epoch()).isEqualTo(3);
  }

  @Test
  void memberThatIsThereStays() {
    Progress there = at(2, set(0));
    assertThat(next(there, 2, set(0), PartitionSet.EMPTY, null)).isSameAs(there);
  }

  @Test
  void partitionsAreHeldSinceTheEpochInWhichTheyWereGiven() {
    Progress first = at(2, set(0));
    Progress second = next(first, 5, set(0, 1), PartitionSet.EMPTY, set(0));
    assertThat(second.tenure().since(TOPIC, 0)).isEqualTo(2);
    assertThat(second.tenure().since(TOPIC, 1)).isEqualTo(5);
    assertThat(second.tenure().since(TOPIC, 2)).isEqualTo(Integer.MAX_VALUE);
  }

  /** Random targets, members that report late and in any order. */
  @Test
  void noPartitionEverHasTwoOwnersAndAllArriveInTheEnd() {
    for (int seed = 0; seed < 200; seed++) {
      new Group(new Random(seed)).run();
    }
  }

  private static final class Group {
    private static final int PARTITIONS = 12;
    private final Random random;
    private final List<Progress> members = new ArrayList<>();
    private final List<PartitionSet> targets = new ArrayList<>();
    private final List<PartitionSet> holding = new ArrayList<>();
    private int epoch = 1;

    Group(Random random) {
      this.random = random;
      for (int i = 0; i < 4; i++) {
        members.add(Progress.NONE);
        targets.add(PartitionSet.EMPTY);
        holding.add(PartitionSet.EMPTY);
      }
    }

    void run() {
      for (int step = 0; step < 200; step++) {
        if (random.nextInt(20) == 0) {
          divide();
        }
        beat(random.nextInt(4), random.nextBoolean());
      }
      for (int i = 0; i < 16; i++) {
        beat(i % 4, true);
      }
      for (int i = 0; i < 4; i++) {
        assertThat(members.get(i).hasReached(epoch)).isTrue();
        assertThat(members.get(i).assigned()).isEqualTo(targets.get(i));
      }
    }

    private void divide() {
      epoch++;
      List<PartitionSet.Builder> shares = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        shares.add(new PartitionSet.Builder());
      }
      for (int partition = 0; partition < PARTITIONS; partition++) {
        shares.get(random.nextInt(4)).add(TOPIC, partition);
      }
      for (int i = 0; i < 4; i++) {
        targets.set(i, shares.get(i).build());
      }
    }

    private void beat(int member, boolean reports) {
      PartitionSet reported = null;
      if (reports) {
        holding.set(member, members.get(member).assigned());
        reported = holding.get(member);
      }
      Reconciliation step =
          new Reconciliation(
              epoch,
              targets.get(member),
              (topic, partition) -> isHeldByOthers(member, topic, partition),
              reported);
      members.set(member, step.next(members.get(member)));
      for (int i = 0; i < 4; i++) {
        for (int j = i + 1; j < 4; j++) {
          PartitionSet mine = members.get(i).held().union(holding.get(i));
          assertThat(mine.intersects(members.get(j).held())).isFalse();
        }
      }
    }

    private boolean isHeldByOthers(int member, Uuid topic, int partition) {
      for (int i = 0; i < 4; i++) {
        if (i != member && members.get(i).held().contains(topic, partition)) {
          return true;
        }
      }
      return false;
    }
  }
}
