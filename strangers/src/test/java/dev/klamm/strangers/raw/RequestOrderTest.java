package dev.klamm.strangers.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.strangers.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka works off the requests of a connection one after the other, and clients rest on it. */
final class RequestOrderTest {

  private static final TopicPartition PARTITION = new TopicPartition("in-order", 0);

  @Test
  void whatIsToldBehindAWaitingFetchIsNoOlderThanItsRecords(@TempDir Path directory)
      throws Exception {
    try (Node node = Node.start(directory);
        Wire wire = new Wire(node.port());
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", node.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
      assertThat(producer.partitionsFor(PARTITION.topic())).hasSize(1);
      wire.frame(Wire.request(fetch(), 1)).frame(Wire.request(latest(), 2));
      producer.send(new ProducerRecord<>(PARTITION.topic(), 0, "k", "v")).get();
      FetchResponse fetched = (FetchResponse) answer(wire, ApiKeys.FETCH, fetch().version(), 1);
      assertThat(fetched.data().responses().get(0).partitions().get(0).lastStableOffset())
          .isEqualTo(1);
      ListOffsetsResponse listed =
          (ListOffsetsResponse) answer(wire, ApiKeys.LIST_OFFSETS, latest().version(), 2);
      assertThat(listed.topics().get(0).partitions().get(0).offset()).isEqualTo(1);
    }
  }

  private static FetchRequest fetch() {
    var asked =
        new FetchRequest.PartitionData(
            Uuid.ZERO_UUID, 0, FetchRequest.INVALID_LOG_START_OFFSET, 1 << 20, Optional.empty());
    return FetchRequest.Builder.forConsumer((short) 12, 15_000, 1, Map.of(PARTITION, asked))
        .isolationLevel(IsolationLevel.READ_COMMITTED)
        .build((short) 12);
  }

  private static ListOffsetsRequest latest() {
    ListOffsetsTopic topic =
        new ListOffsetsTopic()
            .setName(PARTITION.topic())
            .setPartitions(
                List.of(
                    new ListOffsetsPartition()
                        .setPartitionIndex(0)
                        .setTimestamp(ListOffsetsRequest.LATEST_TIMESTAMP)));
    return ListOffsetsRequest.Builder.forConsumer(true, IsolationLevel.READ_COMMITTED)
        .setTargetTimes(List.of(topic))
        .build((short) 7);
  }

  private static AbstractResponse answer(Wire wire, ApiKeys api, short version, int correlation)
      throws Exception {
    return AbstractResponse.parseResponse(
        wire.answer(), new RequestHeader(api, version, "hostile", correlation));
  }
}
