package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.junit.jupiter.api.Test;

final class AdminRecordsTest extends StockAdmin {

  @Test
  @Covers("listOffsets")
  void offsetsAreFoundByPlaceAndByTime() throws Exception {
    TopicPartition partition = new TopicPartition(topic(1), 0);
    produce(partition.topic(), 0, 5);
    assertThat(offset(partition, OffsetSpec.earliest())).isZero();
    assertThat(offset(partition, OffsetSpec.latest())).isEqualTo(5);
    assertThat(offset(partition, OffsetSpec.forTimestamp(2500))).isEqualTo(2);
    assertThat(offset(partition, OffsetSpec.forTimestamp(99_000))).isEqualTo(-1);
    assertThat(list(partition, OffsetSpec.maxTimestamp()).timestamp()).isEqualTo(5000);
    assertThat(offset(partition, OffsetSpec.maxTimestamp())).isEqualTo(4);
    assertThat(offset(partition, OffsetSpec.earliestLocal())).isZero();
    assertThat(offset(partition, OffsetSpec.latestTiered())).isEqualTo(-1);
    assertThat(list(partition, OffsetSpec.latest()).leaderEpoch()).isPresent();
  }

  @Test
  @Covers("listOffsets")
  void offsetsOfAnEmptyPartitionAreZero() throws Exception {
    TopicPartition partition = new TopicPartition(topic(1), 0);
    assertThat(offset(partition, OffsetSpec.earliest())).isZero();
    assertThat(offset(partition, OffsetSpec.latest())).isZero();
    assertThat(offset(partition, OffsetSpec.maxTimestamp())).isEqualTo(-1);
  }

  @Test
  @Covers("deleteRecords")
  void recordsAreDeletedUpToAnOffset() throws Exception {
    TopicPartition partition = new TopicPartition(topic(1), 0);
    produce(partition.topic(), 0, 5);
    assertThat(deleteBefore(partition, 2)).isEqualTo(2);
    assertThat(offset(partition, OffsetSpec.earliest())).isEqualTo(2);
    assertThat(deleteBefore(partition, 1)).isEqualTo(2);
    assertThat(deleteBefore(partition, -1)).isEqualTo(5);
    assertThat(offset(partition, OffsetSpec.earliest())).isEqualTo(5);
    assertThat(offset(partition, OffsetSpec.latest())).isEqualTo(5);
  }

  @Test
  @Covers("deleteRecords")
  void nothingIsDeletedBeyondTheEnd() throws Exception {
    TopicPartition partition = new TopicPartition(topic(1), 0);
    produce(partition.topic(), 0, 1);
    assertRefused(
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all(),
        OffsetOutOfRangeException.class);
  }

  @Test
  @Covers("describeProducers")
  void aPartitionKnowsItsProducers() throws Exception {
    TopicPartition partition = new TopicPartition(topic(1), 0);
    assertThat(producers(partition)).isEmpty();
    produce(partition.topic(), 0, 3);
    ProducerState producer = producers(partition).get(0);
    assertThat(producer.lastSequence()).isEqualTo(2);
    assertThat(producer.producerEpoch()).isZero();
    assertThat(producer.currentTransactionStartOffset()).isEmpty();
  }

  private static List<ProducerState> producers(TopicPartition partition) throws Exception {
    return get(admin.describeProducers(List.of(partition)).partitionResult(partition))
        .activeProducers();
  }

  private static long deleteBefore(TopicPartition partition, long offset) throws Exception {
    return get(admin
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
            .lowWatermarks()
            .get(partition))
        .lowWatermark();
  }

  private static long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
    return list(partition, spec).offset();
  }

  private static ListOffsetsResultInfo list(TopicPartition partition, OffsetSpec spec)
      throws Exception {
    return get(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition));
  }
}
