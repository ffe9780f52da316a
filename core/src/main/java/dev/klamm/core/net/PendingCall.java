package dev.klamm.core.net;

import dev.klamm.api.error.KafkaException;
import dev.klamm.protocol.ApiMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call on its way: waiting for its connection, or for its answer. */
final class PendingCall<R extends ApiMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(PendingCall.class);

  final Call<R> call;
  final long deadlineNanos;
  private final AnswerHandler<R> handler;

  int correlationId;
  short version;
  long sentNanos;

  PendingCall(Call<R> call, AnswerHandler<R> handler, long deadlineNanos) {
    this.call = call;
    this.handler = handler;
    this.deadlineNanos = deadlineNanos;
  }

  boolean isOverdue(long nowNanos) {
    return deadlineNanos - nowNanos <= 0;
  }

  void answer(Answer<R> answer) {
    try {
      handler.onAnswer(answer);
    } catch (RuntimeException e) {
      // The other calls of this connection must not suffer from one handler.
      LOG.error("The handler of a {} answer failed", call.api(), e);
    } finally {
      answer.releaseUntaken();
    }
  }

  void fail(KafkaException error) {
    try {
      handler.onFailure(error);
    } catch (RuntimeException e) {
      LOG.error("The handler of a failed {} request failed", call.api(), e);
    }
  }
}
