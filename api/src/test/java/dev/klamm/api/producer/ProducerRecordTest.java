package dev.klamm.api.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.record.RecordHeader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProducerRecordTest {
  @Test
  void negativePartitionsAndTimestampsAreRefused() {
    assertThatThrownBy(() -> new ProducerRecord<>("t", -1, "k", "v"))
        .hasMessageContaining("partition is -1");
    assertThatThrownBy(() -> new ProducerRecord<>("t", 0, -1L, "k", "v"))
        .hasMessageContaining("timestamp is -1");
    assertThatThrownBy(() -> new ProducerRecord<>(null, "v"))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void recordsOfEqualPartsAreEqual() {
    ProducerRecord<String, String> record =
        new ProducerRecord<>("t", 1, 2L, "k", "v", List.of(new RecordHeader("h", null)));
    assertThat(record)
        .isEqualTo(new ProducerRecord<>("t", 1, 2L, "k", "v", List.of(new RecordHeader("h", null))))
        .isNotEqualTo(new ProducerRecord<>("t", 1, 2L, "k", "v"));
    assertThat(new ProducerRecord<>("t", 0, 1L, "k", "v"))
        .hasToString(
            "ProducerRecord(topic=t, partition=0, headers=RecordHeaders(headers = [], isReadOnly = false), key=k, value=v, timestamp=1)");
  }

  @Test
  void anUnknownBaseOffsetMakesAnUnknownOffset() {
    TopicPartition partition = new TopicPartition("t", 1);
    assertThat(new RecordMetadata(partition, -1, 3, -1, 1, 1).hasOffset()).isFalse();
    RecordMetadata metadata = new RecordMetadata(partition, 5, 2, 7, 1, -1);
    assertThat(metadata.offset()).isEqualTo(7);
    assertThat(metadata.hasTimestamp()).isTrue();
    assertThat(metadata).hasToString("t-1@7");
  }
}
