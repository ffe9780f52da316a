package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.Durability;
import dev.klamm.core.broker.metrics.TopicMetrics;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Completion;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import dev.klamm.core.log.AppendResult;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.message.ProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.TopicProduceResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a produce request that runs on the engine: one object from the queue to the answer.
 */
final class ProduceOperation implements Work, Completion {

  private final Request request;
  private final ProduceResponse response;
  private final List<Append> appends;
  private final TransactionGate.@Nullable Writer writer;
  private final Durability level;
  private final boolean wantsAnswer;
  private final TopicMetrics metrics;

  /** A checked batch, where it goes, and what becomes of it. */
  record Append(Partition partition, ByteBuffer batch, PartitionProduceResponse answer) {}

  /**
   * @param writer the transactional id that the request names, or null
   */
  ProduceOperation(
      Request request,
      ProduceResponse response,
      List<Append> appends,
      TransactionGate.@Nullable Writer writer,
      Durability level,
      boolean wantsAnswer,
      TopicMetrics metrics) {
    this.metrics = metrics;
    this.request = request;
    this.response = response;
    this.appends = appends;
    this.writer = writer;
    this.level = level;
    this.wantsAnswer = wantsAnswer;
  }

  @Override
  public void run(Tick tick) {
    for (int i = 0; i < appends.size(); i++) {
      append(tick, appends.get(i));
    }
    tick.afterCommit(request::releaseFrame);
    tick.whenDurable(level, this);
  }

  private void append(Tick tick, Append append) {
    if (append.partition().isClosed()) {
      append.answer().errorCode(KafkaError.UNKNOWN_TOPIC_OR_PARTITION.code());
      return;
    }
    ByteBuffer batch = append.batch();
    if (BatchFormat.isTransactional(batch, batch.position())) {
      KafkaError error =
          writer == null
              ? KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED
              : writer.admit(tick, append.partition(), batch);
      if (error != KafkaError.NONE) {
        append.answer().errorCode(error.code()).errorMessage(error.message());
        return;
      }
    }
    int bytes = batch.remaining();
    int records = BatchFormat.recordCount(batch, batch.position());
    AppendResult result = append.partition().append(tick, batch);
    count(append.partition(), result, records, bytes);
    append
        .answer()
        .errorCode(result.error().code())
        .baseOffset(result.baseOffset())
        .logStartOffset(result.startOffset())
        .errorMessage(result.message());
  }

  private void count(Partition partition, AppendResult result, int records, int bytes) {
    if (result.error() == KafkaError.NONE) {
      metrics.produced(partition.name().topic(), records, bytes);
    } else {
      metrics.refused(partition.name().topic());
    }
  }

  @Override
  public void complete(@Nullable RuntimeException failure) {
    if (failure != null) {
      failAppends(StoreErrors.of(failure));
    }
    answer(request, response, wantsAnswer);
  }

  @Override
  public void refuse(RuntimeException cause) {
    request.releaseFrame();
    failAppends(StoreErrors.of(cause));
    answer(request, response, wantsAnswer);
  }

  private void failAppends(KafkaError error) {
    for (Append append : appends) {
      if (append.answer().errorCode() == KafkaError.NONE.code()) {
        append.answer().errorCode(error.code()).baseOffset(-1).logStartOffset(-1);
      }
    }
  }

  /**
   * A producer that wants no answer is told of an error in the only way left: its connection is
   * closed.
   */
  static void answer(Request request, ProduceResponse response, boolean wantsAnswer) {
    if (wantsAnswer) {
      request.respond(response);
    } else if (hasError(response)) {
      request.closeConnection();
    } else {
      request.respondNothing();
    }
  }

  private static boolean hasError(ProduceResponse response) {
    for (TopicProduceResponse topic : response.responses()) {
      for (PartitionProduceResponse partition : topic.partitionResponses()) {
        if (partition.errorCode() != KafkaError.NONE.code()) {
          return true;
        }
      }
    }
    return false;
  }
}
