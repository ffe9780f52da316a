package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeQuorumRequest;
import dev.klamm.protocol.message.DescribeQuorumResponse;
import dev.klamm.protocol.message.DescribeQuorumResponse.Node;
import dev.klamm.protocol.message.DescribeQuorumResponse.PartitionData;
import dev.klamm.protocol.message.DescribeQuorumResponse.ReplicaState;
import dev.klamm.protocol.message.DescribeQuorumResponse.TopicData;
import java.util.ArrayList;
import java.util.List;

/**
 * DescribeQuorum, key 55, versions 0 to 2 (KIP-595, KIP-836, KIP-853): this broker leads a quorum
 * of one. Its store takes the place of a metadata log, so all offsets are 0. v2 adds the nodes,
 * which are given without addresses.
 */
public final class DescribeQuorumHandler implements ApiHandler<DescribeQuorumRequest> {

  private static final String METADATA_TOPIC = "__cluster_metadata";

  private final BrokerIdentity identity;
  private final int epoch;

  /**
   * @param epoch the leader epoch of everything, the store's
   */
  public DescribeQuorumHandler(BrokerIdentity identity, int epoch) {
    this.identity = identity;
    this.epoch = epoch;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_QUORUM;
  }

  @Override
  public void handle(DescribeQuorumRequest message, Request request) {
    List<TopicData> topics = new ArrayList<>();
    for (DescribeQuorumRequest.TopicData topic : message.topics()) {
      List<PartitionData> partitions = new ArrayList<>();
      for (DescribeQuorumRequest.PartitionData partition : topic.partitions()) {
        partitions.add(describe(topic.topicName(), partition.partitionIndex()));
      }
      topics.add(new TopicData().topicName(topic.topicName()).partitions(partitions));
    }
    DescribeQuorumResponse response = new DescribeQuorumResponse().topics(topics);
    request.respond(
        request.version() < 2
            ? response
            : response.nodes(List.of(new Node().nodeId(identity.nodeId()))));
  }

  private PartitionData describe(String topic, int partition) {
    PartitionData answer = new PartitionData().partitionIndex(partition);
    return topic.equals(METADATA_TOPIC) && partition == 0
        ? answer
            .leaderId(identity.nodeId())
            .leaderEpoch(epoch)
            .currentVoters(List.of(new ReplicaState().replicaId(identity.nodeId())))
        : answer.errorCode(KafkaError.UNKNOWN_TOPIC_OR_PARTITION.code());
  }
}
