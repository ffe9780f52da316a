package dev.klamm.core.admin;

import dev.klamm.api.admin.TransactionDescription;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeTransactionsRequest;
import dev.klamm.protocol.message.DescribeTransactionsResponse;
import dev.klamm.protocol.message.DescribeTransactionsResponse.TransactionState;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Keys are the transactional ids. */
final class DescribeTransactions
    implements Operation<String, TransactionDescription, DescribeTransactionsResponse> {
  private final NetworkClient client;

  DescribeTransactions(NetworkClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "describeTransactions";
  }

  @Override
  public Route<String> route() {
    return new CoordinatorRoute<>(client, CoordinatorType.TRANSACTION, id -> id);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error);
  }

  @Override
  public Call<DescribeTransactionsResponse> call(List<String> keys, int timeoutMs) {
    return Call.of(
        ApiKey.DESCRIBE_TRANSACTIONS,
        new DescribeTransactionsRequest().transactionalIds(keys),
        DescribeTransactionsResponse::new);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<DescribeTransactionsResponse> answer,
      Outcomes<String, TransactionDescription> outcomes) {
    for (TransactionState state : answer.body().transactionStates()) {
      String id = state.transactionalId();
      if (outcomes.isGood(id, state.errorCode(), "transactional id " + id)) {
        outcomes.done(id, description(state, answer.nodeId()));
      }
    }
  }

  private static TransactionDescription description(TransactionState state, int coordinator) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (var topic : state.topics()) {
      topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.topic(), p)));
    }
    long since = state.transactionStartTimeMs();
    return new TransactionDescription(
        coordinator,
        dev.klamm.api.admin.TransactionState.parse(state.transactionState()),
        state.producerId(),
        state.producerEpoch(),
        state.transactionTimeoutMs(),
        since < 0 ? OptionalLong.empty() : OptionalLong.of(since),
        partitions);
  }
}
