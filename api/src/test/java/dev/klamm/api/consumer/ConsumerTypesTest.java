package dev.klamm.api.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.CommitFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerTypesTest {
  private static final TopicPartition A0 = new TopicPartition("a", 0);
  private static final TopicPartition A1 = new TopicPartition("a", 1);
  private static final TopicPartition B0 = new TopicPartition("b", 0);

  private static ConsumerRecord<String, String> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", "v");
  }

  private static ConsumerRecords<String, String> records() {
    Map<TopicPartition, List<ConsumerRecord<String, String>>> map = new LinkedHashMap<>();
    map.put(A0, List.of(record(A0, 1), record(A0, 2)));
    map.put(B0, List.of());
    map.put(A1, List.of(record(A1, 3)));
    return new ConsumerRecords<>(map, Map.of(A0, new OffsetAndMetadata(3)));
  }

  @Test
  void recordsComePartitionByPartition() {
    assertThat(records()).extracting(ConsumerRecord::offset).containsExactly(1L, 2L, 3L);
    assertThat(records().records("a")).hasSize(3);
    assertThat(records().records("b")).isEmpty();
    assertThat(records().records(A1)).extracting(ConsumerRecord::offset).containsExactly(3L);
    assertThat(records().records(new TopicPartition("x", 0))).isEmpty();
    assertThat(records().count()).isEqualTo(3);
    assertThat(records().nextOffsets()).containsEntry(A0, new OffsetAndMetadata(3));
    assertThat(ConsumerRecords.empty().isEmpty()).isTrue();
  }

  @Test
  void recordsCannotBeChanged() {
    assertThatThrownBy(() -> records().records(A0).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> records().partitions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aRecordWithoutHeadersHasEmptyOnesThatStay() {
    ConsumerRecord<String, String> record = record(A0, 1);
    record.headers().add("h", null);
    assertThat(record.headers()).hasSize(1);
    assertThat(record)
        .asString()
        .startsWith(
            "ConsumerRecord(topic = a, partition = 0, leaderEpoch = null, offset = 1, NoTimestampType = -1,");
  }

  @Test
  void committedOffsetsAreNotNegative() {
    assertThatThrownBy(() -> new OffsetAndMetadata(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new OffsetAndTimestamp(-1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new OffsetAndMetadata(1, null).metadata()).isEmpty();
    assertThat(new OffsetAndMetadata(1, Optional.of(-1), "").leaderEpoch()).isEmpty();
    assertThat(new OffsetAndMetadata(1, Optional.of(4), "m"))
        .isEqualTo(new OffsetAndMetadata(1, Optional.of(4), "m"))
        .hasToString("OffsetAndMetadata{offset=1, leaderEpoch=4, metadata='m'}");
  }

  @Test
  void resetsAreReadAsTheyAreWritten() {
    for (AutoOffsetReset reset :
        List.of(
            AutoOffsetReset.EARLIEST,
            AutoOffsetReset.LATEST,
            AutoOffsetReset.NONE,
            AutoOffsetReset.byDuration(Duration.ofDays(3).plusSeconds(1)))) {
      assertThat(AutoOffsetReset.parse(reset.toString())).isEqualTo(reset).hasSameHashCodeAs(reset);
    }
    assertThat(AutoOffsetReset.parse("BY_DURATION:P1D").duration()).contains(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "first", "by_duration", "by_duration:", "by_duration:1h", "by_duration:-PT1H"})
  void otherResetsAreRefused(String text) {
    assertThatThrownBy(() -> AutoOffsetReset.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lostPartitionsCountAsRevokedUnlessTheListenerKnowsBetter() {
    List<TopicPartition> revoked = new ArrayList<>();
    ConsumerRebalanceListener listener =
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            revoked.addAll(partitions);
          }

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
        };
    listener.onPartitionsLost(List.of(A0));
    assertThat(revoked).containsExactly(A0);
  }

  @Test
  void commitFailuresSayWhatToDoByTheirKind() {
    assertThat(new CommitFailedException("x").isRetriable()).isFalse();
  }

  @Test
  void closeOptionsCombine() {
    CloseOptions options =
        CloseOptions.timeout(Duration.ofSeconds(1))
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
    assertThat(options.timeout()).contains(Duration.ofSeconds(1));
    assertThat(options.groupMembershipOperation())
        .isEqualTo(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
    assertThat(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.DEFAULT)
                .timeout())
        .isEmpty();
  }

  @Test
  void whatMembersTellAndGetIsCopied() {
    List<TopicPartition> mutable = new ArrayList<>(List.of(A0));
    ConsumerPartitionAssignor.Assignment assignment =
        new ConsumerPartitionAssignor.Assignment(mutable);
    mutable.clear();
    assertThat(assignment.partitions()).containsExactly(A0);
  }
}
