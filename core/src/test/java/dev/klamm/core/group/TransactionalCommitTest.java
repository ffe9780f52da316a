package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.committing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import dev.klamm.protocol.message.TxnOffsetCommitRequest;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import dev.klamm.protocol.message.TxnOffsetCommitResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Offsets in transactions: when they count, and what happens to them meanwhile. */
final class TransactionalCommitTest {

  private static final long PRODUCER = 7;

  private final GroupBed bed = new GroupBed();

  @Test
  void anOffsetCountsOnceItsTransactionIsCommitted() {
    commit(5);
    assertThat(read(bed, false)).isEqualTo("NONE -1");
    assertThat(read(bed, true)).isEqualTo("UNSTABLE_OFFSET_COMMIT -1");
    end(true);
    assertThat(read(bed, true)).isEqualTo("NONE 5");
  }

  @Test
  void anOffsetOfAnAbortedTransactionIsForgotten() {
    bed.commit(committing("t", 0, 3), 8);
    commit(5);
    assertThat(read(bed, false)).isEqualTo("NONE 3");
    end(false);
    assertThat(read(bed, true)).isEqualTo("NONE 3");
  }

  @Test
  void anOffsetThatIsCommittedMeanwhileCountsForMore() {
    commit(5);
    bed.commit(committing("t", 0, 9), 8);
    assertThat(read(bed, true)).isEqualTo("UNSTABLE_OFFSET_COMMIT -1");
    end(true);
    assertThat(read(bed, true)).isEqualTo("NONE 9");
  }

  @Test
  void theLastOffsetOfATransactionCounts() {
    commit(5);
    bed.commit(committing("t", 0, 9), 8);
    commit(6);
    end(true);
    assertThat(read(bed, true)).isEqualTo("NONE 6");
  }

  @Test
  void pendingOffsetsSurviveARestart() {
    commit(5);
    GroupBed again = bed.restarted();
    assertThat(read(again, true)).isEqualTo("UNSTABLE_OFFSET_COMMIT -1");
    again.happen((c, effects) -> c.endTransaction(GROUP, PRODUCER, true, again.nowMs, effects));
    assertThat(read(again, true)).isEqualTo("NONE 5");
    assertThat(again.store).hasSize(1);
  }

  @Test
  void aGroupThatIsDeletedTakesItsPendingOffsetsAlong() {
    commit(5);
    assertThat(bed.deleteGroup(GROUP)).isEqualTo(KafkaError.NONE);
    end(true);
    assertThat(read(bed, true)).isEqualTo("NONE -1");
    assertThat(bed.store).isEmpty();
  }

  @Test
  void aTopicThatIsDeletedTakesItsPendingOffsetsAlong() {
    commit(5);
    bed.happen((c, effects) -> c.onTopicDeleted("t", bed.nowMs, effects));
    end(true);
    assertThat(bed.store).isEmpty();
  }

  @Test
  void offsetsDoNotExpireWhileATransactionIsAboutToReplaceThem() {
    bed.commit(committing("t", 0, 3), 8);
    commit(5);
    bed.advance(2 * GroupSettings.defaults().offsetsRetentionMs());
    assertThat(read(bed, false)).isEqualTo("NONE 3");
    end(false);
    bed.advance(2 * GroupSettings.defaults().offsetsRetentionMs());
    assertThat(read(bed, false)).isEqualTo("NONE -1");
  }

  @Test
  void whoNamesAMemberMustBeIt() {
    JoinGroupResponse member = bed.stableMember();
    assertThat(commit(request(5))).isEqualTo(KafkaError.NONE);
    assertThat(commit(request(5).memberId("stranger").generationIdOrMemberEpoch(1)))
        .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(
            commit(
                request(5)
                    .memberId(member.memberId())
                    .generationIdOrMemberEpoch(member.generationId() + 1)))
        .isEqualTo(KafkaError.ILLEGAL_GENERATION);
    assertThat(
            commit(
                request(5)
                    .memberId(member.memberId())
                    .generationIdOrMemberEpoch(member.generationId())))
        .isEqualTo(KafkaError.NONE);
  }

  @Test
  void aGroupThatIsNotThereHasNoGeneration() {
    assertThat(commit(request(5).memberId("m").generationIdOrMemberEpoch(1)))
        .isEqualTo(KafkaError.ILLEGAL_GENERATION);
  }

  private void commit(long offset) {
    assertThat(commit(request(offset))).isEqualTo(KafkaError.NONE);
  }

  private static TxnOffsetCommitRequest request(long offset) {
    return new TxnOffsetCommitRequest()
        .groupId(GROUP)
        .producerId(PRODUCER)
        .generationIdOrMemberEpoch(-1)
        .topics(
            List.of(
                new TxnOffsetCommitRequestTopic()
                    .name("t")
                    .partitions(
                        List.of(
                            new TxnOffsetCommitRequestPartition()
                                .partitionIndex(0)
                                .committedOffset(offset)))));
  }

  private KafkaError commit(TxnOffsetCommitRequest request) {
    Promise<TxnOffsetCommitResponse> to = new Promise<>();
    bed.happen(
        (c, effects) ->
            c.commitTransactionalOffsets(
                request, (short) 5, KafkaError.NONE, to, bed.nowMs, effects));
    return KafkaError.forCode(to.get().topics().get(0).partitions().get(0).errorCode());
  }

  private void end(boolean committed) {
    bed.happen((c, effects) -> c.endTransaction(GROUP, PRODUCER, committed, bed.nowMs, effects));
  }

  private static String read(GroupBed from, boolean stable) {
    OffsetFetchRequest request =
        new OffsetFetchRequest()
            .groupId(GROUP)
            .requireStable(stable)
            .topics(List.of(new OffsetFetchRequestTopic().name("t").partitionIndexes(List.of(0))));
    OffsetFetchResponsePartition answer =
        from.fetch(request, 7).topics().get(0).partitions().get(0);
    return KafkaError.forCode(answer.errorCode()) + " " + answer.committedOffset();
  }
}
