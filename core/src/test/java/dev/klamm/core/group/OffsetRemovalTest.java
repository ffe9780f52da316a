package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.SESSION_MS;
import static dev.klamm.core.group.GroupBed.assigning;
import static dev.klamm.core.group.GroupBed.committing;
import static dev.klamm.core.group.GroupBed.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.OffsetDeleteRequest;
import dev.klamm.protocol.message.OffsetDeleteResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What takes offsets and groups away. */
class OffsetRemovalTest {

  private static final long RETENTION_MS = GroupSettings.defaults().offsetsRetentionMs();
  private static final long CHECK_MS = GroupSettings.defaults().offsetsRetentionCheckIntervalMs();

  private final GroupBed bed = new GroupBed();

  private static LeaveGroupRequest.MemberIdentity leaving(JoinGroupResponse member) {
    return new LeaveGroupRequest.MemberIdentity().memberId(member.memberId());
  }

  private OffsetDeleteResponse delete(String groupId, String topic, int partition) {
    Promise<OffsetDeleteResponse> promise = new Promise<>();
    OffsetDeleteRequest request =
        new OffsetDeleteRequest()
            .groupId(groupId)
            .topics(
                List.of(
                    new OffsetDeleteRequest.OffsetDeleteRequestTopic()
                        .name(topic)
                        .partitions(
                            List.of(
                                new OffsetDeleteRequest.OffsetDeleteRequestPartition()
                                    .partitionIndex(partition)))));
    bed.happen((c, effects) -> c.deleteOffsets(request, promise, bed.nowMs, effects));
    return promise.get();
  }

  private KafkaError deleteOne(String topic, int partition) {
    return KafkaError.forCode(
        delete(GROUP, topic, partition).topics().get(0).partitions().get(0).errorCode());
  }

  /** A member at work for longer than offsets are kept. */
  private void workFor(JoinGroupResponse member, long ms) {
    for (long end = bed.nowMs + ms; bed.nowMs < end; bed.advance(SESSION_MS - 1)) {
      assertThat(bed.heartbeat(member)).isEqualTo(KafkaError.NONE);
    }
  }

  @Test
  void offsetsOfNoMemberExpireARetentionAfterTheirCommit() {
    bed.commit(committing("t", 0, 5), 9);
    bed.advance(RETENTION_MS - CHECK_MS);
    bed.commit(committing("t", 1, 6), 9);
    bed.advance(2 * CHECK_MS);
    assertThat(bed.offsets(GROUP)).containsExactly("t-1=6");
    bed.advance(RETENTION_MS);
    assertThat(bed.list(new ListGroupsRequest())).isEmpty();
    assertThat(bed.store).isEmpty();
  }

  @Test
  void offsetsOfAGroupExpireARetentionAfterItsLastMemberLeft() {
    GroupBed hasty = bed;
    JoinGroupResponse member = hasty.stableMember();
    hasty.commit(member, "t", 0, 5);
    workFor(member, RETENTION_MS / 500);
    hasty.leave(leaving(member));
    hasty.advance(RETENTION_MS - 1);
    assertThat(hasty.offsets(GROUP)).containsExactly("t-0=5");
    hasty.advance(CHECK_MS + 1);
    assertThat(hasty.offsets(GROUP)).isEmpty();
    assertThat(hasty.list(new ListGroupsRequest())).isEmpty();
    assertThat(hasty.store).isEmpty();
  }

  @Test
  void offsetsOfAGroupAtWorkExpireOnlyWhereItDoesNotSubscribe() {
    GroupBed hasty =
        new GroupBed(new GroupSettings(6_000, 1_800_000, 10, 0, 4_096, 30_000, 10_000));
    JoinGroupResponse member = hasty.stableMember();
    hasty.commit(member, "t", 0, 5);
    hasty.commit(member, "u", 0, 6);
    for (int i = 0; i < 8; i++) {
      hasty.advance(5_000);
      hasty.heartbeat(member);
    }
    assertThat(hasty.offsets(GROUP)).containsExactly("t-0=5");
  }

  @Test
  void emptyGroupWithoutOffsetsGoesAtTheNextCheck() {
    bed.leave(leaving(bed.stableMember()));
    assertThat(bed.list(new ListGroupsRequest())).hasSize(1);
    bed.advance(CHECK_MS);
    assertThat(bed.list(new ListGroupsRequest())).isEmpty();
    assertThat(bed.store).isEmpty();
  }

  @Test
  void oldClientsSayHowLongAnOffsetIsKept() {
    bed.commit(committing("t", 0, 5).retentionTimeMs(CHECK_MS), 4);
    bed.commit(committing("t", 1, 5).retentionTimeMs(-1), 4);
    bed.advance(2 * CHECK_MS);
    assertThat(bed.offsets(GROUP)).containsExactly("t-1=5");
  }

  @Test
  void offsetsOfADeletedTopicGoWithIt() {
    bed.commit(committing("t", 0, 5), 9);
    bed.commit(committing("u", 0, 6), 9);
    bed.commit(committing("t", 0, 7).groupId("h"), 9);
    bed.happen((c, effects) -> c.onTopicDeleted("t", bed.nowMs, effects));
    assertThat(bed.offsets(GROUP)).containsExactly("u-0=6");
    assertThat(bed.list(new ListGroupsRequest())).hasSize(1);
  }

  @Test
  void offsetsAreDeletedWhereAConsumerGroupDoesNotSubscribe() {
    JoinGroupResponse member = bed.stableMember();
    bed.commit(member, "t", 0, 5);
    bed.commit(member, "u", 0, 6);
    assertThat(deleteOne("t", 0)).isEqualTo(KafkaError.GROUP_SUBSCRIBED_TO_TOPIC);
    assertThat(deleteOne("u", 0)).isEqualTo(KafkaError.NONE);
    assertThat(deleteOne("u", 1)).isEqualTo(KafkaError.NONE);
    assertThat(deleteOne("none", 0)).isEqualTo(KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(bed.offsets(GROUP)).containsExactly("t-0=5");
  }

  @Test
  void whoIsOnlyJoiningDoesNotCountAsSubscribed() {
    JoinGroupResponse member = bed.stableMember();
    bed.commit(member, "u", 0, 6);
    JoinGroupRequest other = joining("");
    other.protocols().get(0).metadata(GroupBed.subscription("u"));
    bed.join(other, 3);
    assertThat(deleteOne("u", 0)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void offsetsOfAnEmptyGroupAreDeleted() {
    bed.commit(committing("t", 0, 5), 9);
    assertThat(deleteOne("t", 0)).isEqualTo(KafkaError.NONE);
    assertThat(bed.offsets(GROUP)).isEmpty();
  }

  @Test
  void offsetsOfOtherThanConsumersAreDeletedOnlyWhenTheirGroupIsEmpty() {
    assertThat(delete("", "t", 0).errorCode()).isEqualTo(KafkaError.INVALID_GROUP_ID.code());
    assertThat(delete(GROUP, "t", 0).errorCode()).isEqualTo(KafkaError.GROUP_ID_NOT_FOUND.code());
    bed.join(joining("").protocolType("connect"), 3).get();
    assertThat(delete(GROUP, "t", 0).errorCode()).isEqualTo(KafkaError.NON_EMPTY_GROUP.code());
  }

  @Test
  void subscriptionThatCannotBeReadCountsAsSubscribedToAll() {
    JoinGroupRequest strange = joining("");
    strange.protocols().get(0).metadata(ByteBuffer.wrap(new byte[] {0, 0, 127, 127, 127, 127}));
    JoinGroupResponse member = bed.join(strange, 3).get();
    bed.sync(assigning(member));
    bed.commit(member, "u", 0, 6);
    assertThat(deleteOne("u", 0)).isEqualTo(KafkaError.GROUP_SUBSCRIBED_TO_TOPIC);
  }

  @Test
  void groupIsDeletedOnlyWithoutMembersAndTakesItsOffsetsWithIt() {
    assertThat(bed.deleteGroup(GROUP)).isEqualTo(KafkaError.GROUP_ID_NOT_FOUND);
    JoinGroupResponse member = bed.stableMember();
    bed.commit(member, "t", 0, 5);
    assertThat(bed.deleteGroup(GROUP)).isEqualTo(KafkaError.NON_EMPTY_GROUP);
    bed.leave(leaving(member));
    assertThat(bed.deleteGroup(GROUP)).isEqualTo(KafkaError.NONE);
    assertThat(bed.list(new ListGroupsRequest())).isEmpty();
    assertThat(bed.store).isEmpty();
  }
}
