package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.producer.TransactionErrors.Verdict;
import dev.klamm.core.producer.TransactionRequest.AddOffsets;
import dev.klamm.core.producer.TransactionRequest.AddPartitions;
import dev.klamm.core.producer.TransactionRequest.CommitOffsets;
import dev.klamm.core.producer.TransactionRequest.EndTransaction;
import dev.klamm.core.producer.TransactionRequest.InitProducerId;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.AddOffsetsToTxnRequest;
import dev.klamm.protocol.message.AddOffsetsToTxnResponse;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse;
import dev.klamm.protocol.message.EndTxnRequest;
import dev.klamm.protocol.message.EndTxnResponse;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import dev.klamm.protocol.message.TxnOffsetCommitRequest;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import dev.klamm.protocol.message.TxnOffsetCommitResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks coordinators what {@link TransactionManager} wants to know: one request at a time, again
 * after a pause when that may help. On the loop only.
 */
final class TransactionSender {
  /** Brokers take partitions one transaction at a time from clients up to here. */
  private static final int LATEST_ADD_BY_CLIENT = 3;

  /** The end of a transaction takes a broker some milliseconds, so it pays to ask again soon. */
  static final long PAUSE_WHILE_ENDING_MS = 20;

  private final SenderOptions options;
  private final NetworkClient client;
  private final TransactionManager transactions;
  private boolean busy;
  private boolean closed;
  private int failures;

  TransactionSender(SenderOptions options, NetworkClient client, TransactionManager transactions) {
    this.options = options;
    this.client = client;
    this.transactions = transactions;
  }

  /** Sends what is to be sent, unless an answer is awaited. */
  void look() {
    if (busy || closed) {
      return;
    }
    TransactionRequest next = transactions.next();
    if (next == null) {
      return;
    }
    busy = true;
    if (next instanceof InitProducerId request) {
      send(request, coordinator(), init(request), this::onAnswer);
    } else if (next instanceof AddPartitions request) {
      send(request, coordinator(), add(request), this::onAnswer);
    } else if (next instanceof AddOffsets request) {
      send(request, coordinator(), add(request), answer -> onAnswer(request, answer));
    } else if (next instanceof CommitOffsets request) {
      send(request, coordinator(request), commit(request), this::onAnswer);
    } else if (next instanceof EndTransaction request) {
      send(request, coordinator(), end(request), this::onAnswer);
    }
  }

  /** Asks no more, and hears no more answers. */
  void close() {
    closed = true;
  }

  private Destination coordinator() {
    String id = options.transactionalId();
    return id == null
        ? Destination.any()
        : Destination.coordinator(CoordinatorType.TRANSACTION, id);
  }

  private static Destination coordinator(CommitOffsets request) {
    return Destination.coordinator(CoordinatorType.GROUP, request.group().groupId());
  }

  /**
   * @param read tells the manager of the good part of the answer, and returns the bad one
   */
  private <R extends ApiMessage> void send(
      TransactionRequest request,
      Destination to,
      Call<R> call,
      Function<R, @Nullable KafkaException> read) {
    client.send(
        to,
        call,
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<R> answer) {
            if (closed) {
              return;
            }
            busy = false;
            KafkaException error = read.apply(answer.body());
            if (error == null) {
              failures = 0;
              look();
            } else {
              refused(request, to, error);
            }
          }

          @Override
          public void onFailure(KafkaException error) {
            if (!closed) {
              refused(request, to, error);
            }
          }
        });
  }

  private void refused(TransactionRequest request, Destination to, KafkaException error) {
    busy = false;
    if (transactions.onRefused(request, error) != Verdict.RETRY) {
      failures = 0;
      look();
      return;
    }
    if (TransactionErrors.doubtsCoordinator(error)
        && to instanceof Destination.ToCoordinator coordinator) {
      client.coordinators().forget(coordinator.type(), coordinator.key());
    }
    failures++;
    busy = true;
    client
        .loop()
        .schedule(
            TimeUnit.MILLISECONDS.toNanos(pauseMs(error)),
            () -> {
              busy = false;
              look();
            });
  }

  private long pauseMs(KafkaException error) {
    long ms = client.settings().retryBackoff().delayMs(failures, client.runtime().random());
    return error.error() == KafkaError.CONCURRENT_TRANSACTIONS
        ? Math.min(ms, PAUSE_WHILE_ENDING_MS)
        : ms;
  }

  private Call<InitProducerIdResponse> init(InitProducerId request) {
    return Call.of(
        ApiKey.INIT_PRODUCER_ID,
        new InitProducerIdRequest()
            .transactionalId(options.transactionalId())
            .transactionTimeoutMs(options.transactionTimeoutMs())
            .producerId(request.producerId())
            .producerEpoch(request.epoch()),
        InitProducerIdResponse::new);
  }

  private @Nullable KafkaException onAnswer(InitProducerIdResponse answer) {
    if (answer.errorCode() == KafkaError.NONE.code()) {
      transactions.onId(answer.producerId(), answer.producerEpoch(), understood());
    }
    return error(answer.errorCode());
  }

  /** What the cluster is known to understand. */
  TransactionProtocol understood() {
    return TransactionProtocol.ofLevel(client.featureLevel(TransactionProtocol.FEATURE));
  }

  private Call<AddPartitionsToTxnResponse> add(AddPartitions request) {
    Map<String, AddPartitionsToTxnTopic> topics = new HashMap<>();
    for (TopicPartition partition : request.partitions()) {
      topics
          .computeIfAbsent(
              partition.topic(),
              name -> new AddPartitionsToTxnTopic().name(name).partitions(new ArrayList<>()))
          .partitions()
          .add(partition.partition());
    }
    return Call.of(
            ApiKey.ADD_PARTITIONS_TO_TXN,
            new AddPartitionsToTxnRequest()
                .v3AndBelowTransactionalId(id())
                .v3AndBelowProducerId(transactions.producerId())
                .v3AndBelowProducerEpoch(transactions.epoch())
                .v3AndBelowTopics(List.copyOf(topics.values())),
            AddPartitionsToTxnResponse::new)
        .upTo(LATEST_ADD_BY_CLIENT);
  }

  private @Nullable KafkaException onAnswer(AddPartitionsToTxnResponse answer) {
    PartitionResults results = new PartitionResults();
    for (var topic : answer.resultsByTopicV3AndBelow()) {
      for (var partition : topic.resultsByPartition()) {
        results.add(topic.name(), partition.partitionIndex(), partition.partitionErrorCode());
      }
    }
    if (!results.good.isEmpty()) {
      transactions.onPartitionsAdded(results.good);
    }
    return results.worst;
  }

  /** Which partitions went well, and the error that says most of those that did not. */
  private static final class PartitionResults {
    final List<TopicPartition> good = new ArrayList<>();
    @Nullable KafkaException worst;

    void add(String topic, int index, short code) {
      TopicPartition partition = new TopicPartition(topic, index);
      if (code == KafkaError.NONE.code()) {
        good.add(partition);
      } else if (worst == null || isBeyond(worst)) {
        KafkaError error = KafkaError.forCode(code);
        worst = error.exception(partition + ": " + error.message());
      }
    }

    /** Whether any other error says more: what was not tried, or may go well the next time. */
    private static boolean isBeyond(KafkaException error) {
      return error.isRetriable() || error.error() == KafkaError.OPERATION_NOT_ATTEMPTED;
    }
  }

  private Call<AddOffsetsToTxnResponse> add(AddOffsets request) {
    return Call.of(
        ApiKey.ADD_OFFSETS_TO_TXN,
        new AddOffsetsToTxnRequest()
            .transactionalId(id())
            .producerId(transactions.producerId())
            .producerEpoch(transactions.epoch())
            .groupId(request.groupId()),
        AddOffsetsToTxnResponse::new);
  }

  private @Nullable KafkaException onAnswer(AddOffsets request, AddOffsetsToTxnResponse answer) {
    if (answer.errorCode() == KafkaError.NONE.code()) {
      transactions.onOffsetsAdded(request.groupId());
    }
    return error(answer.errorCode());
  }

  private Call<TxnOffsetCommitResponse> commit(CommitOffsets request) {
    Map<String, TxnOffsetCommitRequestTopic> topics = new HashMap<>();
    request
        .offsets()
        .forEach(
            (partition, offset) ->
                topics
                    .computeIfAbsent(
                        partition.topic(),
                        name ->
                            new TxnOffsetCommitRequestTopic()
                                .name(name)
                                .partitions(new ArrayList<>()))
                    .partitions()
                    .add(offset(partition, offset)));
    ConsumerGroupMetadata group = request.group();
    return Call.of(
            ApiKey.TXN_OFFSET_COMMIT,
            new TxnOffsetCommitRequest()
                .transactionalId(id())
                .groupId(group.groupId())
                .producerId(transactions.producerId())
                .producerEpoch(transactions.epoch())
                .generationIdOrMemberEpoch(group.generationId())
                .memberId(group.memberId())
                .groupInstanceId(group.groupInstanceId().orElse(null))
                .topics(List.copyOf(topics.values())),
            TxnOffsetCommitResponse::new)
        .from(transactions.protocol().firstOffsetCommit)
        .upTo(transactions.protocol().latestOffsetCommit);
  }

  private static TxnOffsetCommitRequestPartition offset(
      TopicPartition partition, OffsetAndMetadata offset) {
    return new TxnOffsetCommitRequestPartition()
        .partitionIndex(partition.partition())
        .committedOffset(offset.offset())
        .committedLeaderEpoch(offset.leaderEpoch().orElse(-1))
        .committedMetadata(offset.metadata());
  }

  private @Nullable KafkaException onAnswer(TxnOffsetCommitResponse answer) {
    PartitionResults results = new PartitionResults();
    for (var topic : answer.topics()) {
      for (var partition : topic.partitions()) {
        results.add(topic.name(), partition.partitionIndex(), partition.errorCode());
      }
    }
    if (!results.good.isEmpty()) {
      transactions.onOffsetsCommitted(results.good);
    }
    return results.worst;
  }

  private Call<EndTxnResponse> end(EndTransaction request) {
    return Call.of(
            ApiKey.END_TXN,
            new EndTxnRequest()
                .transactionalId(id())
                .producerId(transactions.producerId())
                .producerEpoch(transactions.epoch())
                .committed(request.committed()),
            EndTxnResponse::new)
        .from(transactions.protocol().firstEnd)
        .upTo(transactions.protocol().latestEnd);
  }

  private @Nullable KafkaException onAnswer(EndTxnResponse answer) {
    if (answer.errorCode() == KafkaError.NONE.code()) {
      transactions.onEnded(answer.producerId(), answer.producerEpoch());
    }
    return error(answer.errorCode());
  }

  private String id() {
    String id = options.transactionalId();
    if (id == null) {
      throw new IllegalStateException("a producer without transactional.id has no transactions");
    }
    return id;
  }

  private static @Nullable KafkaException error(short code) {
    return code == KafkaError.NONE.code() ? null : KafkaError.exceptionForCode(code, null);
  }
}
