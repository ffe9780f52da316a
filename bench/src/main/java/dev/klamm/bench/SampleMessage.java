package dev.klamm.bench;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.BufferRecords;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.FetchResponse;
import dev.klamm.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.klamm.protocol.message.MetadataResponse;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseTopic;
import dev.klamm.protocol.message.ProduceRequest;
import dev.klamm.protocol.message.ProduceRequest.PartitionProduceData;
import dev.klamm.protocol.message.ProduceRequest.TopicProduceData;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceRequestData;

/** Messages as a busy client and broker exchange them. */
public enum SampleMessage {
  /** One batch for each of four partitions. */
  PRODUCE_REQUEST {
    @Override
    MessagePair pair() {
      return new MessagePair(produce(), (short) 13, ProduceRequest::new, ProduceRequestData::new);
    }
  },
  /** Records of four partitions. */
  FETCH_RESPONSE {
    @Override
    MessagePair pair() {
      return new MessagePair(fetch(), (short) 17, FetchResponse::new, FetchResponseData::new);
    }
  },
  /** Ten topics of ten partitions. */
  METADATA_RESPONSE {
    @Override
    MessagePair pair() {
      return new MessagePair(
          metadata(), (short) 12, MetadataResponse::new, MetadataResponseData::new);
    }
  };

  private static final int FEW = 4;
  private static final int MANY = 10;

  abstract MessagePair pair();

  private static BufferRecords records() {
    return new BufferRecords(SampleBatches.batch(100, SampleBatches.value(100)), () -> {});
  }

  private static ApiMessage produce() {
    List<PartitionProduceData> partitions =
        IntStream.range(0, FEW)
            .mapToObj(i -> new PartitionProduceData().index(i).records(records()))
            .toList();
    TopicProduceData topic =
        new TopicProduceData().topicId(new Uuid(1, 2)).partitionData(partitions);
    return new ProduceRequest().acks((short) -1).timeoutMs(30_000).topicData(List.of(topic));
  }

  private static ApiMessage fetch() {
    List<FetchResponse.PartitionData> partitions =
        IntStream.range(0, FEW)
            .mapToObj(
                i ->
                    new FetchResponse.PartitionData()
                        .partitionIndex(i)
                        .highWatermark(1_000_000)
                        .lastStableOffset(1_000_000)
                        .records(records()))
            .toList();
    return new FetchResponse()
        .sessionId(7)
        .responses(
            List.of(new FetchableTopicResponse().topicId(new Uuid(1, 2)).partitions(partitions)));
  }

  private static ApiMessage metadata() {
    return new MetadataResponse()
        .clusterId("cluster")
        .controllerId(1)
        .brokers(List.of(new MetadataResponseBroker().nodeId(1).host("broker.example").port(9092)))
        .topics(IntStream.range(0, MANY).mapToObj(SampleMessage::topic).toList());
  }

  private static MetadataResponseTopic topic(int number) {
    List<MetadataResponsePartition> partitions =
        IntStream.range(0, MANY)
            .mapToObj(
                i ->
                    new MetadataResponsePartition()
                        .partitionIndex(i)
                        .leaderId(1)
                        .leaderEpoch(3)
                        .replicaNodes(List.of(1))
                        .isrNodes(List.of(1)))
            .toList();
    return new MetadataResponseTopic()
        .name("orders-" + number)
        .topicId(new Uuid(1, number + 1))
        .partitions(partitions);
  }
}
