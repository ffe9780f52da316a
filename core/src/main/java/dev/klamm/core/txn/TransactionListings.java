package dev.klamm.core.txn;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.DescribeTransactionsRequest;
import dev.klamm.protocol.message.DescribeTransactionsResponse;
import dev.klamm.protocol.message.DescribeTransactionsResponse.TopicData;
import dev.klamm.protocol.message.ListTransactionsRequest;
import dev.klamm.protocol.message.ListTransactionsResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** DescribeTransactions and ListTransactions (KIP-664, KIP-994, KIP-1152). */
final class TransactionListings {

  /** States that Kafka knows and that are never seen here, but may be asked for. */
  private static final Set<String> UNSEEN =
      Set.of("PrepareCommit", "PrepareAbort", "Dead", "PrepareEpochFence");

  /**
   * Where Kafka keeps groups' offsets, and in how many partitions: that a transaction has offsets
   * is shown as tools expect it.
   */
  private static final String OFFSETS_TOPIC = "__consumer_offsets";

  private static final int OFFSETS_PARTITIONS = 50;

  private final Transactions transactions;

  TransactionListings(Transactions transactions) {
    this.transactions = transactions;
  }

  void describe(
      DescribeTransactionsRequest request,
      ReplyHandle<DescribeTransactionsResponse> to,
      Turn turn) {
    List<DescribeTransactionsResponse.TransactionState> states = new ArrayList<>();
    for (String id : request.transactionalIds()) {
      states.add(describe(id, transactions.get(id)));
    }
    turn.effects().replyNow(to, new DescribeTransactionsResponse().transactionStates(states));
  }

  private static DescribeTransactionsResponse.TransactionState describe(
      String transactionalId, @Nullable TransactionMetadata metadata) {
    DescribeTransactionsResponse.TransactionState described =
        new DescribeTransactionsResponse.TransactionState().transactionalId(transactionalId);
    if (transactionalId.isEmpty()) {
      return described.errorCode(KafkaError.INVALID_REQUEST.code());
    }
    if (metadata == null) {
      return described.errorCode(KafkaError.TRANSACTIONAL_ID_NOT_FOUND.code());
    }
    return described
        .transactionState(metadata.state().wireName())
        .transactionTimeoutMs(metadata.timeoutMs())
        .transactionStartTimeMs(metadata.startMs())
        .producerId(metadata.producerId())
        .producerEpoch(metadata.epoch())
        .topics(topics(metadata));
  }

  private static List<TopicData> topics(TransactionMetadata metadata) {
    Map<String, List<Integer>> byTopic = new TreeMap<>();
    for (TopicPartition partition : metadata.partitions()) {
      byTopic
          .computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
          .add(partition.partition());
    }
    for (String group : metadata.groups()) {
      byTopic
          .computeIfAbsent(OFFSETS_TOPIC, topic -> new ArrayList<>())
          .add((group.hashCode() & Integer.MAX_VALUE) % OFFSETS_PARTITIONS);
    }
    List<TopicData> topics = new ArrayList<>();
    byTopic.forEach(
        (topic, partitions) ->
            topics.add(
                new TopicData()
                    .topic(topic)
                    .partitions(partitions.stream().distinct().sorted().toList())));
    return topics;
  }

  void list(ListTransactionsRequest request, ReplyHandle<ListTransactionsResponse> to, Turn turn) {
    ListTransactionsResponse answer = new ListTransactionsResponse();
    Pattern pattern;
    try {
      pattern = pattern(request.transactionalIdPattern());
    } catch (PatternSyntaxException e) {
      turn.effects().replyNow(to, answer.errorCode(KafkaError.INVALID_REGULAR_EXPRESSION.code()));
      return;
    }
    Set<String> states = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String state : request.stateFilters()) {
      (isKnown(state) ? states : unknown).add(state);
    }
    List<ListTransactionsResponse.TransactionState> listed = new ArrayList<>();
    new TreeMap<>(transactions.all())
        .forEach(
            (id, metadata) -> {
              if (isAskedFor(request, states, metadata, turn.nowMs())
                  && (pattern == null || pattern.matcher(id).matches())) {
                listed.add(listing(id, metadata));
              }
            });
    turn.effects().replyNow(to, answer.unknownStateFilters(unknown).transactionStates(listed));
  }

  private static @Nullable Pattern pattern(@Nullable String wanted) {
    return wanted == null || wanted.isEmpty() ? null : Pattern.compile(wanted);
  }

  private static boolean isKnown(String name) {
    for (TransactionState state : TransactionState.values()) {
      if (state.wireName().equals(name)) {
        return true;
      }
    }
    return UNSEEN.contains(name);
  }

  private static boolean isAskedFor(
      ListTransactionsRequest request,
      Set<String> states,
      TransactionMetadata metadata,
      long nowMs) {
    List<Long> producerIds = request.producerIdFilters();
    long longerThanMs = request.durationFilter();
    return (states.isEmpty() || states.contains(metadata.state().wireName()))
        && (producerIds.isEmpty() || producerIds.contains(metadata.producerId()))
        && (longerThanMs < 0 || nowMs - metadata.startMs() > longerThanMs);
  }

  private static ListTransactionsResponse.TransactionState listing(
      String transactionalId, TransactionMetadata metadata) {
    return new ListTransactionsResponse.TransactionState()
        .transactionalId(transactionalId)
        .producerId(metadata.producerId())
        .transactionState(metadata.state().wireName());
  }
}
