package dev.klamm.core.group.assignor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.Division.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every division, on thousands of random ones. */
class AssignorTest {
  private static final int ROUNDS = 400;

  private static Uuid topic(int number) {
    return new Uuid(1, number);
  }

  private static Assignor assignor(String name) {
    return Assignor.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Division random(Random random, boolean sameTopics) {
    Map<Uuid, Integer> counts = new HashMap<>();
    for (int t = 0; t < 1 + random.nextInt(6); t++) {
      counts.put(topic(t), random.nextInt(20));
    }
    List<Reader> members = new ArrayList<>();
    for (int m = 0; m < 1 + random.nextInt(12); m++) {
      Set<Uuid> topics = new HashSet<>(counts.keySet());
      if (!sameTopics) {
        topics.removeIf(each -> random.nextInt(3) == 0);
      }
      String instanceId = random.nextInt(4) == 0 ? "i" + m : null;
      members.add(new Reader("m" + m, instanceId, topics, PartitionSet.EMPTY));
    }
    return new Division(members, counts);
  }

  /** The same members, now holding what they were given. */
  private static Division after(Division division, Map<String, PartitionSet> shares) {
    List<Reader> members = new ArrayList<>();
    for (Reader each : division.members()) {
      members.add(
          new Reader(
              each.memberId(), each.instanceId(), each.topics(), shares.get(each.memberId())));
    }
    return new Division(members, division.partitionCounts());
  }

  private static void checkValid(Division division, Map<String, PartitionSet> shares) {
    Set<String> given = new HashSet<>();
    for (Reader member : division.members()) {
      shares
          .get(member.memberId())
          .forEach(
              (topic, partitions) -> {
                assertThat(member.topics()).contains(topic);
                for (int partition : partitions) {
                  assertThat(partition).isBetween(0, division.partitions(topic) - 1);
                  assertThat(given.add(topic + "/" + partition)).as("given once").isTrue();
                }
              });
    }
    long read =
        division.partitionCounts().entrySet().stream()
            .filter(
                each ->
                    division.members().stream().anyMatch(m -> m.topics().contains(each.getKey())))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat((long) given.size()).as("all that is read is given").isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "range"})
  void everyPartitionGoesToExactlyOneOfItsReaders(String name) {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      Division division = random(random, i % 2 == 0);
      Map<String, PartitionSet> shares = assignor(name).assign(division);
      checkValid(division, shares);
      checkValid(division, assignor(name).assign(after(division, shares)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "range"})
  void orderOfMembersDoesNotMatter(String name) {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      Division division = random(random, i % 2 == 0);
      List<Reader> shuffled = new ArrayList<>(division.members());
      Collections.shuffle(shuffled, random);
      assertThat(assignor(name).assign(new Division(shuffled, division.partitionCounts())))
          .isEqualTo(assignor(name).assign(division));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "range"})
  void nothingMovesWhenNothingChanges(String name) {
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      Division division = random(random, i % 2 == 0);
      Map<String, PartitionSet> shares = assignor(name).assign(division);
      assertThat(assignor(name).assign(after(division, shares))).isEqualTo(shares);
    }
  }

  @Test
  void uniformGivesMembersThatReadTheSameEquallyMany() {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      Division division = random(random, true);
      Map<String, PartitionSet> shares = new UniformAssignor().assign(division);
      Division fewer =
          new Division(
              after(division, shares).members().stream().skip(1).toList(),
              division.partitionCounts());
      checkSpread(shares);
      if (!fewer.members().isEmpty()) {
        checkSpread(new UniformAssignor().assign(fewer));
      }
    }
  }

  private static void checkSpread(Map<String, PartitionSet> shares) {
    var sizes = shares.values().stream().mapToInt(PartitionSet::size).summaryStatistics();
    assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(1);
  }

  @Test
  void uniformLeavesNoMoveThatWouldHelpMembersThatReadDifferentTopics() {
    Random random = new Random(5);
    for (int i = 0; i < ROUNDS; i++) {
      Division division = random(random, false);
      Map<String, PartitionSet> shares = new UniformAssignor().assign(division);
      for (Reader rich : division.members()) {
        for (Reader poor : division.members()) {
          for (Uuid topic : shares.get(rich.memberId()).topics()) {
            if (poor.topics().contains(topic)) {
              assertThat(shares.get(rich.memberId()).size())
                  .isLessThanOrEqualTo(shares.get(poor.memberId()).size() + 1);
            }
          }
        }
      }
    }
  }

  @Test
  void uniformTakesFromMembersOnlyWhatIsAboveTheirShare() {
    Random random = new Random(6);
    for (int i = 0; i < ROUNDS; i++) {
      Division division = random(random, true);
      Map<String, PartitionSet> before = new UniformAssignor().assign(division);
      List<Reader> more = new ArrayList<>(after(division, before).members());
      more.add(new Reader("new", null, division.members().get(0).topics(), PartitionSet.EMPTY));
      Map<String, PartitionSet> now =
          new UniformAssignor().assign(new Division(more, division.partitionCounts()));
      for (Reader member : division.members()) {
        assertThat(before.get(member.memberId()).containsAll(now.get(member.memberId())))
            .as("nobody but the new member gains anything")
            .isTrue();
      }
    }
  }

  @Test
  void rangeCutsTopicsOfOneSizeAlike() {
    List<Reader> members =
        IntStream.range(0, 3)
            .mapToObj(
                m -> new Reader("m" + m, null, Set.of(topic(0), topic(1)), PartitionSet.EMPTY))
            .toList();
    Map<String, PartitionSet> shares =
        new RangeAssignor().assign(new Division(members, Map.of(topic(0), 7, topic(1), 7)));
    assertThat(shares.get("m0"))
        .isEqualTo(PartitionSet.of(topic(0), 0, 1, 2).union(PartitionSet.of(topic(1), 0, 1, 2)));
    assertThat(shares.get("m2"))
        .isEqualTo(PartitionSet.of(topic(0), 5, 6).union(PartitionSet.of(topic(1), 5, 6)));
  }

  @Test
  void uniformDividesAThousandPartitionsAmongAHundredMembersInMilliseconds() {
    Map<Uuid, Integer> counts = Map.of(topic(0), 1_000);
    List<Reader> members = new ArrayList<>();
    Map<String, PartitionSet> shares = Map.of();
    long best = Long.MAX_VALUE;
    for (int m = 0; m < 100; m++) {
      members.add(new Reader("m" + m, null, counts.keySet(), PartitionSet.EMPTY));
      Division division = new Division(members, counts);
      long start = System.nanoTime();
      shares = new UniformAssignor().assign(division);
      best = Math.min(best, System.nanoTime() - start);
      members = new ArrayList<>(after(division, shares).members());
    }
    assertThat(shares.values()).allSatisfy(each -> assertThat(each.size()).isEqualTo(10));
    assertThat(best).as("nanoseconds").isLessThan(50_000_000);
  }
}
