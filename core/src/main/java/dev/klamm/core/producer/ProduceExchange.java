package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.RecordsView;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ProduceRequest;
import dev.klamm.protocol.message.ProduceRequest.PartitionProduceData;
import dev.klamm.protocol.message.ProduceRequest.TopicProduceData;
import dev.klamm.protocol.message.ProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.TopicProduceResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One produce request, at most one batch a partition, and its answer taken apart again. On the loop
 * only.
 */
final class ProduceExchange implements AnswerHandler<ProduceResponse> {
  private static final int LAST_WITH_NAMES = 12;
  private static final int FIRST_WITH_ZSTD = 7;

  /** Hears the outcome, batch by batch. */
  interface Listener {
    /** The request is over; what became of its batches follows. */
    void onEnd(ProduceExchange exchange, int throttleTimeMs);

    void onAnswer(SentBatch sent, PartitionProduceResponse answer);

    /** The broker did not say what became of the batch. */
    void onNoAnswer(SentBatch sent, KafkaException error);

    /** All batches have been told. */
    void onTold();
  }

  /** A batch and the queue that it is from. */
  record SentBatch(PartitionQueue queue, ProducerBatch batch) {}

  final int nodeId;
  private final List<SentBatch> sent;
  private final SenderOptions options;
  private final TransactionManager transactions;
  private final Listener listener;
  private final Map<String, Uuid> topicIds = new HashMap<>();
  private final Map<Uuid, String> topicNames = new HashMap<>();
  private boolean namesOnly;

  ProduceExchange(
      int nodeId,
      List<SentBatch> sent,
      SenderOptions options,
      TransactionManager transactions,
      MetadataSnapshot metadata,
      Listener listener) {
    this.nodeId = nodeId;
    this.sent = sent;
    this.options = options;
    this.transactions = transactions;
    this.listener = listener;
    for (SentBatch one : sent) {
      note(one.batch().partition.topic(), metadata);
    }
  }

  private void note(String topic, MetadataSnapshot metadata) {
    if (!topicIds.containsKey(topic)) {
      Uuid id = metadata.topicId(topic);
      topicIds.put(topic, id);
      topicNames.put(id, topic);
      namesOnly |= id.equals(Uuid.ZERO);
    }
  }

  List<SentBatch> sent() {
    return sent;
  }

  Call<ProduceResponse> call() {
    Call<ProduceResponse> call =
        Call.of(ApiKey.PRODUCE, this::request, ProduceResponse::new)
            .within(options.requestTimeoutMs());
    if (options.acks() == 0) {
      call = call.withoutAnswer();
    }
    if (options.compression() == CompressionType.ZSTD) {
      call = call.from(FIRST_WITH_ZSTD);
    }
    if (transactions.isTransactional()) {
      TransactionProtocol protocol = transactions.protocol();
      call = call.from(protocol.firstProduce).upTo(protocol.latestProduce);
    }
    return namesOnly ? call.upTo(LAST_WITH_NAMES) : call;
  }

  private ProduceRequest request(short version) {
    Map<String, List<PartitionProduceData>> byTopic = new LinkedHashMap<>();
    for (SentBatch one : sent) {
      TopicPartition partition = one.batch().partition;
      byTopic
          .computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
          .add(
              new PartitionProduceData()
                  .index(partition.partition())
                  .records(RecordsView.ofBuffer(one.batch().bytes())));
    }
    List<TopicProduceData> topics = new ArrayList<>(byTopic.size());
    byTopic.forEach(
        (topic, partitions) -> {
          TopicProduceData data = new TopicProduceData().partitionData(partitions);
          boolean byId = version > LAST_WITH_NAMES;
          topics.add(
              byId ? data.topicId(topicIds.getOrDefault(topic, Uuid.ZERO)) : data.name(topic));
        });
    return new ProduceRequest()
        .transactionalId(options.transactionalId())
        .acks(options.acks())
        .timeoutMs(options.requestTimeoutMs())
        .topicData(topics);
  }

  @Override
  public void onAnswer(Answer<ProduceResponse> answer) {
    ProduceResponse body = answer.body();
    listener.onEnd(this, body.throttleTimeMs());
    if (options.acks() == 0) {
      PartitionProduceResponse done =
          new PartitionProduceResponse().baseOffset(-1).logAppendTimeMs(-1);
      sent.forEach(one -> listener.onAnswer(one, done));
    } else {
      Map<TopicPartition, PartitionProduceResponse> answers = answers(body, answer.version());
      for (SentBatch one : sent) {
        PartitionProduceResponse found = answers.get(one.batch().partition);
        if (found != null) {
          listener.onAnswer(one, found);
        } else {
          String gap = "node " + nodeId + " left " + one.batch().partition + " out of its answer";
          listener.onNoAnswer(one, KafkaError.UNKNOWN_SERVER_ERROR.exception(gap));
        }
      }
    }
    listener.onTold();
  }

  private Map<TopicPartition, PartitionProduceResponse> answers(
      ProduceResponse body, short version) {
    Map<TopicPartition, PartitionProduceResponse> answers = new HashMap<>();
    for (TopicProduceResponse topic : body.responses()) {
      String name =
          version > LAST_WITH_NAMES ? topicNames.getOrDefault(topic.topicId(), "") : topic.name();
      for (PartitionProduceResponse partition : topic.partitionResponses()) {
        answers.put(new TopicPartition(name, partition.index()), partition);
      }
    }
    return answers;
  }

  @Override
  public void onFailure(KafkaException error) {
    listener.onEnd(this, 0);
    sent.forEach(one -> listener.onNoAnswer(one, error));
    listener.onTold();
  }
}
