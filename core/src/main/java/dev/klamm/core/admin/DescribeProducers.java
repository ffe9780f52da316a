package dev.klamm.core.admin;

import dev.klamm.api.admin.DescribeProducersResult.PartitionProducerState;
import dev.klamm.api.admin.ProducerState;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeProducersRequest;
import dev.klamm.protocol.message.DescribeProducersRequest.TopicRequest;
import dev.klamm.protocol.message.DescribeProducersResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Keys are the partitions. */
final class DescribeProducers
    implements Operation<TopicPartition, PartitionProducerState, DescribeProducersResponse> {
  private final NetworkClient client;
  private final OptionalInt broker;

  /**
   * @param broker to ask instead of leaders
   */
  DescribeProducers(NetworkClient client, OptionalInt broker) {
    this.client = client;
    this.broker = broker;
  }

  @Override
  public String name() {
    return "describeProducers";
  }

  @Override
  public Route<TopicPartition> route() {
    return broker.isPresent()
        ? new BrokerRoute<>(client, partition -> broker)
        : new LeaderRoute(client);
  }

  @Override
  public Call<DescribeProducersResponse> call(List<TopicPartition> keys, int timeoutMs) {
    List<TopicRequest> topics =
        ByTopic.of(
            keys,
            TopicPartition::partition,
            (name, partitions) -> new TopicRequest().name(name).partitionIndexes(partitions));
    return Call.of(
        ApiKey.DESCRIBE_PRODUCERS,
        new DescribeProducersRequest().topics(topics),
        DescribeProducersResponse::new);
  }

  @Override
  public void onAnswer(
      List<TopicPartition> keys,
      Answer<DescribeProducersResponse> answer,
      Outcomes<TopicPartition, PartitionProducerState> outcomes) {
    for (var topic : answer.body().topics()) {
      for (var partition : topic.partitions()) {
        TopicPartition key = new TopicPartition(topic.name(), partition.partitionIndex());
        String message = partition.errorMessage();
        if (outcomes.isGood(
            key, partition.errorCode(), message == null ? "partition " + key : message)) {
          outcomes.done(key, producers(partition));
        }
      }
    }
  }

  private static PartitionProducerState producers(
      DescribeProducersResponse.PartitionResponse partition) {
    List<ProducerState> producers = new ArrayList<>();
    for (var producer : partition.activeProducers()) {
      int coordinatorEpoch = producer.coordinatorEpoch();
      long start = producer.currentTxnStartOffset();
      producers.add(
          new ProducerState(
              producer.producerId(),
              producer.producerEpoch(),
              producer.lastSequence(),
              producer.lastTimestamp(),
              coordinatorEpoch < 0 ? OptionalInt.empty() : OptionalInt.of(coordinatorEpoch),
              start < 0 ? OptionalLong.empty() : OptionalLong.of(start)));
    }
    return new PartitionProducerState(producers);
  }
}
