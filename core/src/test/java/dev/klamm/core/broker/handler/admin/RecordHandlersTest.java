package dev.klamm.core.broker.handler.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.RecordsView;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.DeleteRecordsRequest;
import dev.klamm.protocol.message.DeleteRecordsRequest.DeleteRecordsPartition;
import dev.klamm.protocol.message.DeleteRecordsRequest.DeleteRecordsTopic;
import dev.klamm.protocol.message.DeleteRecordsResponse;
import dev.klamm.protocol.message.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import dev.klamm.protocol.message.DeleteTopicsRequest;
import dev.klamm.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import dev.klamm.protocol.message.DeleteTopicsResponse;
import dev.klamm.protocol.message.DescribeProducersRequest;
import dev.klamm.protocol.message.DescribeProducersRequest.TopicRequest;
import dev.klamm.protocol.message.DescribeProducersResponse;
import dev.klamm.protocol.message.DescribeProducersResponse.PartitionResponse;
import dev.klamm.protocol.message.ProduceRequest;
import dev.klamm.protocol.message.ProduceRequest.PartitionProduceData;
import dev.klamm.protocol.message.ProduceRequest.TopicProduceData;
import dev.klamm.protocol.message.ProduceResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What administrators do to records, and to the topics that hold them. */
final class RecordHandlersTest {

  private final TestBroker broker =
      TestBroker.start(
          BrokerSettings.of(
              Map.of(
                  "listeners", "PLAINTEXT://127.0.0.1:0",
                  "delete.topic.enable", "false")),
          MemoryStorage.volatileStore());

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void recordsBelowAnOffsetAreDeleted() {
    create("t", "delete");
    produce("t", 10, (short) 1);
    assertThat(delete("t", 4).lowWatermark()).isEqualTo(4);
    assertThat(broker.broker().image().partition("t", 0).startOffset()).isEqualTo(4);
    assertThat(delete("t", 2).lowWatermark()).isEqualTo(4);
    assertThat(delete("t", -1).lowWatermark()).isEqualTo(10);
  }

  @Test
  void everyVersionDeletesRecords() {
    create("t", "delete");
    produce("t", 10, (short) 1);
    for (int version = 0; version <= 2; version++) {
      assertThat(delete("t", 3 + version, version).lowWatermark()).isEqualTo(3 + version);
    }
  }

  @Test
  void offsetsOutsideTheLogAreRefused() {
    create("t", "delete");
    produce("t", 10, (short) 1);
    assertThat(error(delete("t", 11))).isEqualTo(KafkaError.OFFSET_OUT_OF_RANGE);
    assertThat(error(delete("t", -2))).isEqualTo(KafkaError.OFFSET_OUT_OF_RANGE);
    assertThat(error(delete("absent", 0))).isEqualTo(KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(delete("t", 0).lowWatermark()).isZero();
  }

  @Test
  void topicsThatAreOnlyCompactedKeepTheirRecords() {
    create("t", "compact");
    assertThat(error(delete("t", 0))).isEqualTo(KafkaError.POLICY_VIOLATION);
  }

  @Test
  void producersAreDescribedWithTheirLastSequence() {
    create("t", "delete");
    produce("t", 10, (short) 1);
    DescribeProducersRequest request =
        new DescribeProducersRequest()
            .topics(List.of(new TopicRequest().name("t").partitionIndexes(List.of(0, 5))));
    List<PartitionResponse> partitions =
        broker.ask(request, 0, DescribeProducersResponse.class).topics().get(0).partitions();
    assertThat(partitions.get(0).activeProducers()).hasSize(1);
    assertThat(partitions.get(0).activeProducers().get(0).producerId()).isEqualTo(42);
    assertThat(partitions.get(0).activeProducers().get(0).producerEpoch()).isEqualTo(3);
    assertThat(partitions.get(0).activeProducers().get(0).lastSequence()).isEqualTo(9);
    assertThat(KafkaError.forCode(partitions.get(1).errorCode()))
        .isEqualTo(KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
  }

  @Test
  void moreReplicasThanThereAreFailAcksAllOnly() {
    broker.ask(
        new CreateTopicsRequest()
            .topics(List.of(topic("t").configs(List.of(config("min.insync.replicas", "2"))))),
        7,
        CreateTopicsResponse.class);
    assertThat(produce("t", 1, (short) -1)).isEqualTo(KafkaError.NOT_ENOUGH_REPLICAS);
    assertThat(produce("t", 1, (short) 1)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void topicsAreNotDeletedWhereThatIsForbidden() {
    create("t", "delete");
    DeleteTopicsRequest request =
        new DeleteTopicsRequest().topics(List.of(new DeleteTopicState().name("t")));
    assertThat(
            KafkaError.forCode(
                broker.ask(request, 6, DeleteTopicsResponse.class).responses().get(0).errorCode()))
        .isEqualTo(KafkaError.TOPIC_DELETION_DISABLED);
    assertThat(broker.broker().image().topic("t")).isNotNull();
  }

  private void create(String name, String cleanupPolicy) {
    CreatableTopic topic = topic(name).configs(List.of(config("cleanup.policy", cleanupPolicy)));
    broker.ask(new CreateTopicsRequest().topics(List.of(topic)), 7, CreateTopicsResponse.class);
  }

  private static CreatableTopic topic(String name) {
    return new CreatableTopic().name(name).numPartitions(1).replicationFactor((short) 1);
  }

  private static CreatableTopicConfig config(String name, String value) {
    return new CreatableTopicConfig().name(name).value(value);
  }

  private KafkaError produce(String topic, int records, short acks) {
    RecordBatchBuilder batch = new RecordBatchBuilder(1024).producer(42, (short) 3, 0);
    for (int i = 0; i < records; i++) {
      batch.append(
          System.currentTimeMillis(), null, ("record " + i).getBytes(StandardCharsets.UTF_8));
    }
    ProduceRequest request =
        new ProduceRequest()
            .acks(acks)
            .timeoutMs(1000)
            .topicData(
                List.of(
                    new TopicProduceData()
                        .name(topic)
                        .partitionData(
                            List.of(
                                new PartitionProduceData()
                                    .index(0)
                                    .records(RecordsView.ofBuffer(batch.build()))))));
    return KafkaError.forCode(
        broker
            .ask(request, 9, ProduceResponse.class)
            .responses()
            .get(0)
            .partitionResponses()
            .get(0)
            .errorCode());
  }

  private DeleteRecordsPartitionResult delete(String topic, long offset) {
    return delete(topic, offset, 2);
  }

  private DeleteRecordsPartitionResult delete(String topic, long offset, int version) {
    DeleteRecordsRequest request =
        new DeleteRecordsRequest()
            .topics(
                List.of(
                    new DeleteRecordsTopic()
                        .name(topic)
                        .partitions(
                            List.of(
                                new DeleteRecordsPartition().partitionIndex(0).offset(offset)))));
    return broker
        .ask(request, version, DeleteRecordsResponse.class)
        .topics()
        .get(0)
        .partitions()
        .get(0);
  }

  private static KafkaError error(DeleteRecordsPartitionResult result) {
    return KafkaError.forCode(result.errorCode());
  }
}
