package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BufferRecords;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.record.TimestampType;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.Durability;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.metrics.TopicMetrics;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.log.Partition;
import dev.klamm.core.record.BatchCheck;
import dev.klamm.core.record.BatchRules;
import dev.klamm.core.record.BatchValidator;
import dev.klamm.core.record.codec.Codecs;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ProduceRequest;
import dev.klamm.protocol.message.ProduceRequest.PartitionProduceData;
import dev.klamm.protocol.message.ProduceRequest.TopicProduceData;
import dev.klamm.protocol.message.ProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.BatchIndexAndErrorMessage;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.TopicProduceResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Produce, key 0, versions 3 to 13: appends one batch to each of some partitions.
 *
 * <ul>
 *   <li>v3 (KIP-98): batches of magic 2, idempotence; v8 (KIP-467): which records are to blame; v9:
 *       flexible.
 *   <li>v10 (KIP-951): the current leader with an error, which this broker always is.
 *   <li>v13 (KIP-516): topics by id.
 *   <li>ApiVersions tells of version 0, as Kafka's does, because librdkafka looks for it; versions
 *       0 to 2 are not answered.
 * </ul>
 *
 * <p>Batches are checked here, on the connection's loop; the engine then only gives them offsets.
 * {@code acks=1} waits until the batch survives the process, {@code acks=all} until it is durable
 * as configured. Each partition succeeds or fails by itself; all that succeed are one commit.
 *
 * <p>A transactional batch is let in if its partition was added to the producer's transaction; from
 * v12 on (KIP-890) that it comes adds it. v11 (KIP-890): TRANSACTION_ABORTABLE if it was not added.
 */
public final class ProduceHandler implements ApiHandler<ProduceRequest> {

  /**
   * What the records of a compressed batch may come to. Clients limit batches before they compress
   * them, by default to 16 KiB.
   */
  private static final int MAX_DECOMPRESSED_BYTES = 64 << 20;

  private static final int FIRST_VERSION_WITH_ABORTABLE = 11;
  private static final int FIRST_VERSION_THAT_ADDS_PARTITIONS = 12;
  private static final short ACKS_ALL = -1;
  private static final short ACKS_NONE = 0;
  private static final short ACKS_LEADER = 1;

  private final TopicCatalog catalog;
  private final Engine engine;
  private final TransactionGate transactions;
  private final Clock clock;
  private final Durability durability;
  private final Durability leaderDurability;
  private final TopicMetrics metrics;
  private final ThreadLocal<BatchValidator> validators;

  /**
   * @param durability what {@code acks=all} waits for
   */
  public ProduceHandler(
      TopicCatalog catalog,
      Engine engine,
      TransactionGate transactions,
      Clock clock,
      Durability durability,
      Codecs codecs,
      TopicMetrics metrics) {
    this.metrics = metrics;
    this.catalog = catalog;
    this.engine = engine;
    this.transactions = transactions;
    this.clock = clock;
    this.durability = durability;
    this.leaderDurability = durability.compareTo(Durability.OS) < 0 ? durability : Durability.OS;
    this.validators =
        ThreadLocal.withInitial(() -> new BatchValidator(codecs, MAX_DECOMPRESSED_BYTES));
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.PRODUCE;
  }

  @Override
  public short advertisedOldestVersion() {
    return 0;
  }

  @Override
  public void handle(ProduceRequest message, Request request) {
    List<TopicProduceResponse> answers = new ArrayList<>(message.topicData().size());
    List<ProduceOperation.Append> appends = new ArrayList<>(message.topicData().size());
    KafkaError refusal = refusal(message);
    ClusterImage image = catalog.image();
    BatchValidator validator = validators.get();
    long now = clock.wallMillis();
    for (TopicProduceData data : message.topicData()) {
      Topic topic = request.version() < 13 ? image.topic(data.name()) : image.topic(data.topicId());
      List<PartitionProduceResponse> partitions = new ArrayList<>(data.partitionData().size());
      for (PartitionProduceData partition : data.partitionData()) {
        PartitionProduceResponse answer =
            new PartitionProduceResponse().index(partition.index()).baseOffset(-1);
        partitions.add(answer);
        if (refusal != KafkaError.NONE) {
          answer.errorCode(refusal.code());
        } else if (topic == null) {
          answer.errorCode(unknownTopic(request.version()).code());
        } else if (message.acks() == ACKS_ALL && topic.settings().minInsyncReplicas() > 1) {
          answer.errorCode(KafkaError.NOT_ENOUGH_REPLICAS.code());
        } else {
          prepare(topic, partition, validator, now, answer, appends);
        }
      }
      answers.add(
          new TopicProduceResponse()
              .name(data.name())
              .topicId(data.topicId())
              .partitionResponses(partitions));
    }
    submit(message, request, new ProduceResponse().responses(answers), appends);
  }

  private static KafkaError refusal(ProduceRequest message) {
    short acks = message.acks();
    return acks == ACKS_ALL || acks == ACKS_NONE || acks == ACKS_LEADER
        ? KafkaError.NONE
        : KafkaError.INVALID_REQUIRED_ACKS;
  }

  private static KafkaError unknownTopic(short version) {
    return version < 13 ? KafkaError.UNKNOWN_TOPIC_OR_PARTITION : KafkaError.UNKNOWN_TOPIC_ID;
  }

  private static void prepare(
      Topic topic,
      PartitionProduceData data,
      BatchValidator validator,
      long now,
      PartitionProduceResponse answer,
      List<ProduceOperation.Append> appends) {
    Partition partition = topic.partition(data.index());
    if (partition == null) {
      answer.errorCode(KafkaError.UNKNOWN_TOPIC_OR_PARTITION.code());
      return;
    }
    ByteBuffer batch = bytes(data.records());
    BatchRules rules = topic.settings().rules();
    BatchCheck check = validator.check(batch, rules, now);
    if (!check.isAccepted()) {
      refuse(answer, check);
      return;
    }
    if (rules.timestampType() == TimestampType.LOG_APPEND_TIME) {
      answer.logAppendTimeMs(check.maxTimestamp());
    }
    appends.add(new ProduceOperation.Append(partition, batch, answer));
  }

  private static ByteBuffer bytes(@Nullable RecordsView records) {
    return records instanceof BufferRecords inMemory ? inMemory.buffer() : ByteBuffer.allocate(0);
  }

  private static void refuse(PartitionProduceResponse answer, BatchCheck check) {
    answer.errorCode(check.error().code()).errorMessage(check.message());
    if (check.recordIndex() >= 0) {
      answer.recordErrors(
          List.of(
              new BatchIndexAndErrorMessage()
                  .batchIndex(check.recordIndex())
                  .batchIndexErrorMessage(check.message())));
    }
  }

  private void submit(
      ProduceRequest message,
      Request request,
      ProduceResponse response,
      List<ProduceOperation.Append> appends) {
    short acks = message.acks();
    if (appends.isEmpty()) {
      request.releaseFrame();
      ProduceOperation.answer(request, response, acks != ACKS_NONE);
      return;
    }
    Durability level = acks == ACKS_ALL ? durability : leaderDurability;
    engine.submit(
        new ProduceOperation(
            request,
            response,
            appends,
            writer(message.transactionalId(), request.version()),
            level,
            acks != ACKS_NONE,
            metrics));
  }

  private TransactionGate.@Nullable Writer writer(@Nullable String transactionalId, short version) {
    if (transactionalId == null) {
      return null;
    }
    TransactionGate.Manners manners =
        version >= FIRST_VERSION_THAT_ADDS_PARTITIONS
            ? TransactionGate.Manners.ADDED_BY_WRITING
            : version >= FIRST_VERSION_WITH_ABORTABLE
                ? TransactionGate.Manners.ADDED_BEFORE_OR_ABORTABLE
                : TransactionGate.Manners.ADDED_BEFORE;
    return new TransactionGate.Writer(transactions, transactionalId, manners);
  }
}
