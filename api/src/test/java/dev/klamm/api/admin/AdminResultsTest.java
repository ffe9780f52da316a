package dev.klamm.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.ListOffsetsResult.ListOffsetsResultInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.TopicExistsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class AdminResultsTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @Test
  void errorsComeWithTheirOwnClassThroughEveryStep() {
    KafkaFuture<String> failed = KafkaFuture.failedFuture(new TopicExistsException("t"));
    for (KafkaFuture<?> future :
        List.of(
            failed,
            failed.thenApply(String::length),
            KafkaFuture.allOf(failed),
            KafkaFuture.allOf(Map.of("k", failed)))) {
      assertThatThrownBy(future::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(TopicExistsException.class);
    }
    List<Throwable> seen = new ArrayList<>();
    KafkaFuture.allOf(failed).whenComplete((done, error) -> seen.add(error));
    assertThat(seen).hasExactlyElementsOfTypes(TopicExistsException.class);
  }

  @Test
  void allIsDoneOnlyWhenEveryOneIs() throws Exception {
    KafkaFuture<ListOffsetsResultInfo> later = new KafkaFuture<>();
    ListOffsetsResult result = new ListOffsetsResult(Map.of(PARTITION, later));
    KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> all = result.all();
    assertThat(all).isNotDone();
    ListOffsetsResultInfo info = new ListOffsetsResultInfo(1, -1, Optional.empty());
    later.complete(info);
    assertThat(all.get()).containsEntry(PARTITION, info);
    assertThat(result.partitionResult(PARTITION).get()).isEqualTo(info);
  }

  @Test
  void whatWasNotAskedForIsRefused() {
    ListOffsetsResult result = new ListOffsetsResult(Map.of());
    assertThatThrownBy(() -> result.partitionResult(PARTITION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("t-0");
  }

  @Test
  void createdTopicsTellWhatTheBrokerMadeOfThem() throws Exception {
    CreateTopicsResult result =
        new CreateTopicsResult(
            Map.of(
                "t",
                KafkaFuture.completedFuture(
                    new CreateTopicsResult.TopicMetadataAndConfig(
                        new Uuid(1, 2), 3, 1, new Config(List.of()))),
                "u",
                KafkaFuture.failedFuture(new TopicExistsException("u"))));
    assertThat(result.numPartitions("t").get()).isEqualTo(3);
    assertThat(result.topicId("t").get()).isEqualTo(new Uuid(1, 2));
    assertThat(result.values().get("t")).isCompleted();
    assertThat(result.values().get("u")).isCompletedExceptionally();
    assertThat(result.all()).isCompletedExceptionally();
  }

  @Test
  void oneBrokerThatCannotBeAskedFailsAllButNotTheValidOnes() throws Exception {
    GroupListing group =
        new GroupListing("g", Optional.of(GroupType.CLASSIC), "", Optional.empty());
    KafkaFuture<Collection<GroupListing>> valid = KafkaFuture.completedFuture(List.of(group));
    KafkaFuture<Collection<Throwable>> none = KafkaFuture.completedFuture(List.of());
    KafkaFuture<Collection<Throwable>> some =
        KafkaFuture.completedFuture(List.of(new TimeoutException("b")));
    assertThat(new ListGroupsResult(valid, none).all().get()).containsExactly(group);
    assertThatThrownBy(() -> new ListGroupsResult(valid, some).all().get())
        .cause()
        .isInstanceOf(TimeoutException.class);
    assertThat(new ListGroupsResult(valid, some).valid().get()).containsExactly(group);
    assertThat(group.isSimpleConsumerGroup()).isTrue();
  }

  @Test
  void offsetsOfOneGroupNeedNoName() throws Exception {
    ListConsumerGroupOffsetsResult one =
        new ListConsumerGroupOffsetsResult(Map.of("g", KafkaFuture.completedFuture(Map.of())));
    assertThat(one.partitionsToOffsetAndMetadata().get()).isEmpty();
    assertThat(one.partitionsToOffsetAndMetadata("g").get()).isEmpty();
    assertThatThrownBy(
            () -> new ListConsumerGroupOffsetsResult(Map.of()).partitionsToOffsetAndMetadata())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void namesAndIdsAreKeptApart() {
    DeleteTopicsResult byName =
        DeleteTopicsResult.ofTopicNames(Map.of("t", KafkaFuture.completedFuture(null)));
    assertThat(byName.topicIdValues()).isEmpty();
    assertThat(byName.topicNameValues()).containsOnlyKeys("t");
    assertThat(byName.all()).isCompleted();
  }
}
