package dev.klamm.core.net;

import dev.klamm.api.error.KafkaException;

/** Hears the outcome of a {@link Call}: exactly one of the two, once, on the loop. */
public interface AnswerHandler<R> {

  /** The broker answered; errors inside the body are for the handler to look at. */
  void onAnswer(Answer<R> answer);

  /**
   * No answer: the connection broke ({@link dev.klamm.api.error.DisconnectException}), time ran out
   * ({@link dev.klamm.api.error.TimeoutException}), or the broker does not know this version
   * ({@link dev.klamm.api.error.UnsupportedVersionException}). Unless it is the last, the request
   * may have been carried out all the same.
   */
  void onFailure(KafkaException error);
}
