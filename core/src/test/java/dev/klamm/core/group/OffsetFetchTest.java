package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.committing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OffsetFetch. */
class OffsetFetchTest {

  private final GroupBed bed = new GroupBed();

  private static OffsetFetchRequest asking(String topic, Integer... partitions) {
    return new OffsetFetchRequest()
        .groupId(GROUP)
        .topics(
            List.of(
                new OffsetFetchRequest.OffsetFetchRequestTopic()
                    .name(topic)
                    .partitionIndexes(List.of(partitions))));
  }

  private static OffsetFetchRequest.OffsetFetchRequestGroup group(String id, Uuid topicId) {
    return new OffsetFetchRequest.OffsetFetchRequestGroup()
        .groupId(id)
        .topics(
            List.of(
                new OffsetFetchRequest.OffsetFetchRequestTopics()
                    .topicId(topicId)
                    .partitionIndexes(List.of(0))));
  }

  @Test
  void partitionWithoutCommitIsAtMinusOne() {
    bed.commit(committing("t", 0, 5), 9);
    var partitions = bed.fetch(asking("t", 0, 1), 5).topics().get(0).partitions();
    assertThat(partitions).extracting(p -> p.committedOffset()).containsExactly(5L, -1L);
    assertThat(partitions).extracting(p -> p.committedLeaderEpoch()).containsExactly(-1, -1);
    assertThat(partitions).extracting(p -> p.metadata()).containsExactly("", "");
    assertThat(partitions).extracting(p -> p.errorCode()).containsOnly((short) 0);
  }

  @Test
  void unknownGroupHasNoOffsetsAndNoError() {
    assertThat(bed.fetch(asking("t", 0), 1).topics().get(0).partitions().get(0).committedOffset())
        .isEqualTo(-1);
    assertThat(bed.offsets("unknown")).isEmpty();
  }

  @Test
  void epochAndMetadataComeBack() {
    OffsetCommitRequest request = committing("t", 0, 5);
    request.topics().get(0).partitions().get(0).committedLeaderEpoch(3).committedMetadata("note");
    bed.commit(request, 9);
    var partition = bed.fetch(asking("t", 0), 7).topics().get(0).partitions().get(0);
    assertThat(partition.committedLeaderEpoch()).isEqualTo(3);
    assertThat(partition.metadata()).isEqualTo("note");
  }

  @Test
  void noTopicsMeansAll() {
    bed.commit(committing("t", 0, 5), 9);
    bed.commit(committing("u", 1, 6), 9);
    OffsetFetchResponse all = bed.fetch(asking("t").topics(null), 2);
    assertThat(all.topics()).extracting(t -> t.name()).containsExactly("t", "u");
  }

  @Test
  void severalGroupsAreAskedAtOnceAndTopicsByIdFromVersionTen() {
    bed.commit(committing("t", 0, 5), 9);
    bed.commit(committing("t", 0, 6).groupId("h"), 9);
    OffsetFetchRequest request =
        new OffsetFetchRequest()
            .groups(
                List.of(
                    group(GROUP, bed.topics.idOf("t")),
                    group("h", bed.topics.idOf("t")),
                    group("h", new Uuid(9, 9))));
    OffsetFetchResponse answer = bed.fetch(request, 10);
    assertThat(answer.groups())
        .extracting(g -> g.topics().get(0).partitions().get(0).committedOffset())
        .containsExactly(5L, 6L, -1L);
    assertThat(answer.groups())
        .extracting(g -> KafkaError.forCode(g.topics().get(0).partitions().get(0).errorCode()))
        .containsExactly(KafkaError.NONE, KafkaError.NONE, KafkaError.UNKNOWN_TOPIC_ID);
  }

  @Test
  void topicThatWasCreatedAgainHasNotBeenRead() {
    bed.commit(committing("t", 0, 5), 9);
    bed.topics.ids.put("t", new Uuid(77, 77));
    assertThat(bed.offsets(GROUP)).isEmpty();
    assertThat(bed.fetch(asking("t", 0), 7).topics().get(0).partitions().get(0).committedOffset())
        .isEqualTo(-1);
  }
}
