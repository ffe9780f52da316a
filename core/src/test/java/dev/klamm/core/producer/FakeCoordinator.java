package dev.klamm.core.producer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answers;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import dev.klamm.protocol.message.EndTxnRequest;
import dev.klamm.protocol.message.EndTxnResponse;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A coordinator that says yes, unless a test has put an error or a lost answer in its way. */
final class FakeCoordinator {
  static final long ID = 77;

  final List<String> ends = new ArrayList<>();
  final Deque<KafkaError> endErrors = new ArrayDeque<>();
  final Deque<KafkaError> addErrors = new ArrayDeque<>();
  short epoch = -1;
  boolean loseNextEnd;

  FakeCoordinator serve(FakeCluster.Broker broker, int transactionVersion) {
    broker.feature("transaction.version", transactionVersion);
    broker.on(
        ApiKey.FIND_COORDINATOR,
        (request, version, later) ->
            Answers.coordinator(
                version < 4
                    ? ((FindCoordinatorRequest) request).key()
                    : ((FindCoordinatorRequest) request).coordinatorKeys().get(0),
                broker,
                version));
    broker.on(
        ApiKey.INIT_PRODUCER_ID,
        (request, version, later) ->
            new InitProducerIdResponse().producerId(ID).producerEpoch(++epoch));
    broker.on(
        ApiKey.ADD_PARTITIONS_TO_TXN,
        (request, version, later) -> added((AddPartitionsToTxnRequest) request));
    broker.on(
        ApiKey.END_TXN, (request, version, later) -> end(broker, (EndTxnRequest) request, version));
    return this;
  }

  private AddPartitionsToTxnResponse added(AddPartitionsToTxnRequest request) {
    short error = addErrors.isEmpty() ? 0 : addErrors.remove().code();
    List<AddPartitionsToTxnTopicResult> topics = new ArrayList<>();
    for (var topic : request.v3AndBelowTopics()) {
      topics.add(
          new AddPartitionsToTxnTopicResult()
              .name(topic.name())
              .resultsByPartition(
                  topic.partitions().stream()
                      .map(
                          partition ->
                              new AddPartitionsToTxnPartitionResult()
                                  .partitionIndex(partition)
                                  .partitionErrorCode(error))
                      .toList()));
    }
    return new AddPartitionsToTxnResponse().resultsByTopicV3AndBelow(topics);
  }

  private @org.jspecify.annotations.Nullable EndTxnResponse end(
      FakeCluster.Broker broker, EndTxnRequest request, short version) {
    ends.add((request.committed() ? "commit " : "abort ") + request.producerEpoch());
    if (!endErrors.isEmpty()) {
      return new EndTxnResponse().errorCode(endErrors.remove().code());
    }
    boolean raises = version >= 5 && request.producerEpoch() == epoch;
    if (raises) {
      epoch++;
    }
    if (loseNextEnd) {
      loseNextEnd = false;
      broker.disconnect();
      return null;
    }
    return version >= 5
        ? new EndTxnResponse().producerId(ID).producerEpoch(epoch)
        : new EndTxnResponse();
  }
}
