package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.SESSION_MS;
import static dev.klamm.core.group.GroupBed.assigning;
import static dev.klamm.core.group.GroupBed.joining;
import static dev.klamm.core.group.GroupBed.syncing;
import static dev.klamm.core.group.GroupBed.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A coordinator that starts over what another one left behind. */
class GroupRecoveryTest {

  private final GroupBed bed = new GroupBed();

  @Test
  void membersGoOnWithTheSameGenerationAfterARestart() {
    List<JoinGroupResponse> pair = bed.stablePair();
    GroupBed again = bed.restarted();
    assertThat(again.heartbeat(pair.get(0))).isEqualTo(KafkaError.NONE);
    assertThat(again.heartbeat(pair.get(1))).isEqualTo(KafkaError.NONE);
    assertThat(again.sync(syncing(pair.get(1))).get().assignment())
        .isEqualTo(text(pair.get(1).memberId()));
    assertThat(again.commit(pair.get(1), "t", 0, 1)).isEqualTo(KafkaError.NONE);
    assertThat(again.join(joining(pair.get(1).memberId()), 9).get().generationId()).isEqualTo(2);
  }

  @Test
  void membersThatDoNotComeBackAfterARestartTimeOut() {
    bed.stablePair();
    GroupBed again = bed.restarted();
    again.advance(SESSION_MS);
    assertThat(again.state()).isEqualTo("Empty");
  }

  @Test
  void rebalanceThatWasUnderWayIsForgotten() {
    JoinGroupResponse member = bed.stableMember();
    bed.joinNew();
    GroupBed again = bed.restarted();
    assertThat(again.state()).isEqualTo("Stable");
    assertThat(again.heartbeat(member)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void groupThatWasNeverStableIsForgotten() {
    bed.joinNew();
    assertThat(bed.restarted().list(new ListGroupsRequest())).isEmpty();
  }

  @Test
  void staticMembersAreKnownAfterARestart() {
    JoinGroupResponse a = bed.join(joining("").groupInstanceId("a"), 9).get();
    bed.sync(assigning(a));
    GroupBed again = bed.restarted();
    JoinGroupResponse back = again.join(joining("").groupInstanceId("a"), 9).get();
    assertThat(back.generationId()).isEqualTo(a.generationId());
    assertThat(again.heartbeat(a.memberId(), 1, "a")).isEqualTo(KafkaError.FENCED_INSTANCE_ID);
    GroupBed third = again.restarted();
    assertThat(third.heartbeat(back.memberId(), 1, "a")).isEqualTo(KafkaError.NONE);
  }

  @Test
  void groupThatIsTooLargeForANewLimitRebalances() {
    bed.stablePair();
    GroupBed small =
        bed.restarted(GroupSettings.defaults().withInitialRebalanceDelayMs(0).withMaxSize(1));
    assertThat(small.state()).isEqualTo("PreparingRebalance");
  }

  /** What can be seen of some groups from outside. */
  private static List<String> view(GroupBed bed, List<String> groupIds) {
    List<String> view = new ArrayList<>();
    for (String groupId : groupIds) {
      view.add(bed.describe(groupId, 5) + " offsets " + bed.offsets(groupId));
    }
    return view;
  }

  /** Groups that are at rest and have committed something, by state and existence. */
  private static List<String> settledGroups(GroupBed bed) {
    return bed.list(new ListGroupsRequest()).stream()
        .filter(g -> g.groupState().equals("Stable") || g.groupState().equals("Empty"))
        .map(ListGroupsResponse.ListedGroup::groupId)
        .filter(id -> bed.store.containsKey(GroupKeys.group(id)) || !bed.offsets(id).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void recoveredStateIsTheLiveState(long seed) {
    RandomClients clients = new RandomClients(new Random(seed));
    GroupBed bed = clients.bed;
    int stable = 0;
    for (int step = 0; step < 1_000; step++) {
      clients.step();
      List<String> settled = settledGroups(bed);
      GroupBed recovered = bed.restarted();
      assertThat(view(recovered, settled))
          .as("seed %s, step %s", seed, step)
          .isEqualTo(view(bed, settled));
      stable += bed.list(new ListGroupsRequest().statesFilter(List.of("Stable"))).size();
    }
    assertThat(stable).isGreaterThan(100);
    assertThat(clients.mostMembers()).isGreaterThan(2);
    bed.advance(30 * 24 * 3_600_000L);
    assertThat(clients.unanswered()).isZero();
    assertThat(bed.list(new ListGroupsRequest())).isEmpty();
    assertThat(bed.store).isEmpty();
  }
}
