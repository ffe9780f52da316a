package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.SESSION_MS;
import static dev.klamm.core.group.GroupBed.committing;
import static dev.klamm.core.group.GroupBed.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OffsetCommit. */
class OffsetCommitTest {

  private final GroupBed bed = new GroupBed();

  private static OffsetCommitRequest by(JoinGroupResponse member) {
    return committing("t", 0, 5)
        .memberId(member.memberId())
        .generationIdOrMemberEpoch(member.generationId());
  }

  @Test
  void consumerThatIsNoMemberMayKeepItsOffsetsHere() {
    assertThat(bed.commit(committing("t", 1, 42), 9)).isEqualTo(KafkaError.NONE);
    assertThat(bed.offsets(GROUP)).containsExactly("t-1=42");
    assertThat(bed.state()).isEqualTo("Empty");
    assertThat(bed.list(new ListGroupsRequest()).get(0).protocolType()).isEmpty();
  }

  @Test
  void emptyGroupIdMayKeepOffsets() {
    assertThat(bed.commit(committing("t", 1, 42).groupId(""), 9)).isEqualTo(KafkaError.NONE);
    assertThat(bed.offsets("")).containsExactly("t-1=42");
  }

  @Test
  void membersCommitAndLaterCommitsReplaceEarlierOnes() {
    JoinGroupResponse member = bed.stableMember();
    bed.commit(member, "t", 0, 5);
    bed.commit(member, "t", 0, 4);
    bed.commit(member, "u", 3, 1);
    assertThat(bed.offsets(GROUP)).containsExactly("t-0=4", "u-3=1");
  }

  @Test
  void commitWaitsForDurability() {
    Promise<OffsetCommitResponse> promise = new Promise<>();
    bed.happen(
        (c, effects) ->
            c.commitOffsets(committing("t", 0, 1), GroupBed.version(9), promise, 0, effects));
    assertThat(promise.waitsForDurability()).isTrue();
  }

  @Test
  void nobodyElseMayCommitWhileAGroupHasMembers() {
    bed.stableMember();
    assertThat(bed.commit(committing("t", 0, 1), 9)).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  @Test
  void wrongMemberOrGenerationIsRefused() {
    JoinGroupResponse member = bed.stableMember();
    assertThat(bed.commit(by(member).memberId("nobody"), 9))
        .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(bed.commit(by(member).generationIdOrMemberEpoch(0), 9))
        .isEqualTo(KafkaError.ILLEGAL_GENERATION);
    assertThat(bed.commit(by(member).generationIdOrMemberEpoch(-1), 9))
        .isEqualTo(KafkaError.ILLEGAL_GENERATION);
    assertThat(bed.offsets(GROUP)).isEmpty();
  }

  @Test
  void memberOfAGroupThatIsGoneIsToldInTheTermsOfItsVersion() {
    OffsetCommitRequest request = committing("t", 0, 1).memberId("m").generationIdOrMemberEpoch(3);
    assertThat(bed.commit(request, 8)).isEqualTo(KafkaError.ILLEGAL_GENERATION);
    assertThat(bed.commit(request, 9)).isEqualTo(KafkaError.GROUP_ID_NOT_FOUND);
    assertThat(bed.list(new ListGroupsRequest())).isEmpty();
  }

  @Test
  void membersMayCommitWhileTheyAreToRejoinButNotWhileTheyWaitForAssignments() {
    JoinGroupResponse member = bed.stableMember();
    bed.joinNew();
    assertThat(bed.commit(by(member), 9)).isEqualTo(KafkaError.NONE);
    JoinGroupResponse again = bed.join(joining(member.memberId()), 9).get();
    assertThat(bed.commit(by(again), 9)).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
  }

  @Test
  void commitKeepsASessionAlive() {
    JoinGroupResponse member = bed.stableMember();
    bed.advance(SESSION_MS - 1);
    bed.commit(by(member), 9);
    bed.advance(SESSION_MS - 1);
    assertThat(bed.heartbeat(member)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void unknownTopicOrPartitionIsRefusedAlone() {
    assertThat(bed.commit(committing("t", 4, 1), 9))
        .isEqualTo(KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(bed.commit(committing("none", 0, 1), 9))
        .isEqualTo(KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    OffsetCommitRequest mixed = committing("t", 0, 1);
    mixed.topics(List.of(mixed.topics().get(0), committing("none", 0, 1).topics().get(0)));
    bed.commit(mixed, 9);
    assertThat(bed.offsets(GROUP)).containsExactly("t-0=1");
  }

  @Test
  void topicsAreNamedByIdFromVersionTen() {
    OffsetCommitRequest request = committing("", 0, 7);
    request.topics().get(0).topicId(bed.topics.idOf("u"));
    assertThat(bed.commit(request, 10)).isEqualTo(KafkaError.NONE);
    assertThat(bed.offsets(GROUP)).containsExactly("u-0=7");
    request.topics().get(0).topicId(new Uuid(9, 9));
    assertThat(bed.commit(request, 10)).isEqualTo(KafkaError.UNKNOWN_TOPIC_ID);
  }

  @Test
  void metadataThatIsTooLongIsRefused() {
    OffsetCommitRequest request = committing("t", 0, 7);
    request.topics().get(0).partitions().get(0).committedMetadata("x".repeat(4_096));
    assertThat(bed.commit(request, 9)).isEqualTo(KafkaError.NONE);
    request.topics().get(0).partitions().get(0).committedMetadata("x".repeat(4_097));
    assertThat(bed.commit(request, 9)).isEqualTo(KafkaError.OFFSET_METADATA_TOO_LARGE);
    request.topics().get(0).partitions().get(0).committedMetadata(null);
    assertThat(bed.commit(request, 9)).isEqualTo(KafkaError.NONE);
  }
}
