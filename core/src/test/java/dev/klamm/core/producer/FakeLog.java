package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.TimestampType;
import dev.klamm.core.net.Answers;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.core.record.BatchCheck;
import dev.klamm.core.record.BatchRules;
import dev.klamm.core.record.BatchValidator;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.InitProducerIdResponse;
import dev.klamm.protocol.message.ProduceRequest;
import dev.klamm.protocol.message.ProduceRequest.PartitionProduceData;
import dev.klamm.protocol.message.ProduceRequest.TopicProduceData;
import dev.klamm.protocol.message.ProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.TopicProduceResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the brokers of a {@link FakeCluster} store, with a real broker's checks of batches and
 * sequence numbers; a {@link Fault} may come before or after.
 */
final class FakeLog {

  /** Decides what happens to a batch; NONE lets it be stored. */
  @FunctionalInterface
  interface Fault {
    KafkaError before(TopicPartition partition, ByteBuffer batch);
  }

  private record Stored(short epoch, int baseSequence, int count, long baseOffset) {}

  private record Key(TopicPartition partition, long producerId) {}

  final Map<TopicPartition, List<String>> records = new HashMap<>();
  final List<Integer> batchCounts = new ArrayList<>();
  private final Map<Key, ArrayDeque<Stored>> producers = new HashMap<>();
  private final Map<String, Integer> topicHashes = new HashMap<>();
  private final BatchValidator validator = new BatchValidator(Codecs.load(), 16 << 20);
  private final RecordCursor cursor = new RecordCursor(Codecs.load(), 16 << 20);
  int maxBatchBytes = 1 << 20;
  Fault fault = (partition, batch) -> KafkaError.NONE;
  boolean mute;
  int nextProducerId = 1000;

  /** Has a broker answer produce requests for these topics from here. */
  FakeLog serve(FakeCluster.Broker broker, String... topics) {
    for (String topic : topics) {
      topicHashes.put(topic, 1);
    }
    broker.on(
        ApiKey.PRODUCE, (request, version, later) -> produce((ProduceRequest) request, version));
    broker.on(
        ApiKey.INIT_PRODUCER_ID,
        (request, version, later) ->
            new InitProducerIdResponse().producerId(nextProducerId++).producerEpoch((short) 0));
    return this;
  }

  List<String> of(String topic, int partition) {
    return records.getOrDefault(new TopicPartition(topic, partition), List.of());
  }

  private ApiMessage produce(ProduceRequest request, short version) {
    List<TopicProduceResponse> topics = new ArrayList<>();
    for (TopicProduceData topic : request.topicData()) {
      String name = version < 13 ? topic.name() : nameOf(topic);
      List<PartitionProduceResponse> partitions = new ArrayList<>();
      for (PartitionProduceData data : topic.partitionData()) {
        ByteBuffer bytes = data.records().toBuffer();
        ByteBuffer batch = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        TopicPartition partition = new TopicPartition(name, data.index());
        partitions.add(store(partition, batch).index(data.index()));
      }
      topics.add(
          new TopicProduceResponse()
              .name(version < 13 ? name : "")
              .topicId(version < 13 ? dev.klamm.api.cluster.Uuid.ZERO : topic.topicId())
              .partitionResponses(partitions));
    }
    return mute || request.acks() == 0 ? null : new ProduceResponse().responses(topics);
  }

  private String nameOf(TopicProduceData topic) {
    return topicHashes.keySet().stream()
        .filter(name -> Answers.topicId(name).equals(topic.topicId()))
        .findFirst()
        .orElseThrow();
  }

  private PartitionProduceResponse store(TopicPartition partition, ByteBuffer batch) {
    KafkaError error = fault.before(partition, batch);
    if (error != KafkaError.NONE) {
      return error(error);
    }
    BatchRules rules =
        new BatchRules(
            maxBatchBytes, false, TimestampType.CREATE_TIME, Long.MAX_VALUE, Long.MAX_VALUE);
    BatchCheck check = validator.check(batch, rules, 0);
    if (!check.isAccepted()) {
      return error(check.error()).errorMessage(check.message());
    }
    List<String> log = records.computeIfAbsent(partition, p -> new ArrayList<>());
    long producerId = BatchFormat.producerId(batch, 0);
    if (producerId < 0) {
      return append(log, batch);
    }
    ArrayDeque<Stored> known =
        producers.computeIfAbsent(new Key(partition, producerId), k -> new ArrayDeque<>());
    short epoch = BatchFormat.producerEpoch(batch, 0);
    int sequence = BatchFormat.baseSequence(batch, 0);
    Stored last = known.peekLast();
    if (last != null && epoch < last.epoch()) {
      return error(KafkaError.INVALID_PRODUCER_EPOCH);
    }
    for (Stored one : known) {
      if (one.epoch() == epoch && one.baseSequence() == sequence && one.count() == check.count()) {
        return new PartitionProduceResponse().baseOffset(one.baseOffset()).logAppendTimeMs(-1);
      }
    }
    int expected =
        last == null || epoch > last.epoch()
            ? 0
            : PartitionLine.after(last.baseSequence(), last.count());
    if (sequence != expected) {
      return error(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }
    known.add(new Stored(epoch, sequence, check.count(), log.size()));
    if (known.size() > 5) {
      known.remove();
    }
    return append(log, batch);
  }

  private static PartitionProduceResponse error(KafkaError error) {
    return new PartitionProduceResponse().errorCode(error.code()).baseOffset(-1);
  }

  private PartitionProduceResponse append(List<String> log, ByteBuffer batch) {
    long base = log.size();
    int count = 0;
    cursor.open(batch, 0);
    while (cursor.next()) {
      log.add(new String(cursor.value(), StandardCharsets.UTF_8));
      count++;
    }
    batchCounts.add(count);
    return new PartitionProduceResponse().baseOffset(base).logAppendTimeMs(-1);
  }
}
