package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.committing;
import static dev.klamm.core.group.GroupBed.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** DescribeGroups and ListGroups. */
class GroupListingTest {

  private final GroupBed bed = new GroupBed();

  @Test
  void groupThatDoesNotExistIsDeadOrAnErrorByVersion() {
    assertThat(bed.describe("none", 5).groupState()).isEqualTo("Dead");
    assertThat(bed.describe("none", 5).errorCode()).isZero();
    assertThat(bed.describe("none", 6).groupState()).isEqualTo("Dead");
    assertThat(bed.describe("none", 6).errorCode()).isEqualTo(KafkaError.GROUP_ID_NOT_FOUND.code());
    assertThat(bed.describe("none", 6).errorMessage()).contains("none");
  }

  @Test
  void stableGroupShowsProtocolMetadataAndAssignments() {
    JoinGroupResponse member = bed.stableMember();
    var group = bed.describe(GROUP);
    assertThat(group.groupState()).isEqualTo("Stable");
    assertThat(group.protocolType()).isEqualTo("consumer");
    assertThat(group.protocolData()).isEqualTo("range");
    var shown = group.members().get(0);
    assertThat(shown.clientId()).isEqualTo("client");
    assertThat(shown.clientHost()).isEqualTo("/host");
    assertThat(shown.memberMetadata()).isEqualTo(GroupBed.subscription("t"));
    assertThat(shown.memberAssignment()).isEqualTo(text(member.memberId()));
  }

  @Test
  void groupInARebalanceShowsWhatMembersHadWithoutTheirMetadata() {
    JoinGroupResponse member = bed.stableMember();
    bed.joinNew();
    var group = bed.describe(GROUP);
    assertThat(group.groupState()).isEqualTo("PreparingRebalance");
    assertThat(group.protocolData()).isEmpty();
    assertThat(group.members()).hasSize(2);
    assertThat(group.members().get(0).memberMetadata().remaining()).isZero();
    assertThat(group.members().get(0).memberAssignment()).isEqualTo(text(member.memberId()));
  }

  @Test
  void operationsAreShownWhenAskedFor() {
    bed.stableMember();
    Promise<DescribeGroupsResponse> promise = new Promise<>();
    DescribeGroupsRequest request =
        new DescribeGroupsRequest().groups(List.of(GROUP)).includeAuthorizedOperations(true);
    bed.happen((c, effects) -> c.describeGroups(request, GroupBed.version(6), promise, 0, effects));
    assertThat(promise.get().groups().get(0).authorizedOperations()).isEqualTo(3400);
    assertThat(bed.describe(GROUP).authorizedOperations()).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void groupsAreListedByStateAndType() {
    bed.stableMember();
    bed.commit(committing("t", 0, 1).groupId("simple"), 9);
    assertThat(ids(new ListGroupsRequest())).containsExactlyInAnyOrder(GROUP, "simple");
    assertThat(ids(new ListGroupsRequest().statesFilter(List.of("stable", "Dead"))))
        .containsExactly(GROUP);
    assertThat(ids(new ListGroupsRequest().statesFilter(List.of("Empty"))))
        .containsExactly("simple");
    assertThat(ids(new ListGroupsRequest().typesFilter(List.of("Classic")))).hasSize(2);
    assertThat(ids(new ListGroupsRequest().typesFilter(List.of("share")))).isEmpty();
  }

  private List<String> ids(ListGroupsRequest request) {
    return bed.list(request).stream()
        .map(ListGroupsResponse.ListedGroup::groupId)
        .collect(Collectors.toList());
  }
}
