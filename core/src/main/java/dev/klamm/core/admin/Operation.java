package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.protocol.ApiMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of admin request: where its keys are served, what to ask, how to read the answer.
 *
 * @param <K> what the request is about; each has an outcome of its own
 * @param <V> the outcome of a key
 * @param <R> the answer
 */
interface Operation<K, V extends @Nullable Object, R extends ApiMessage> {

  /** For messages, as in "createTopics". */
  String name();

  Route<K> route();

  /**
   * The request for keys that one broker serves.
   *
   * @param timeoutMs for requests that tell the broker how long it may take
   */
  Call<R> call(List<K> keys, int timeoutMs);

  /** Tells an outcome for each of these keys; one that is left out counts as failed. */
  void onAnswer(List<K> keys, Answer<R> answer, Outcomes<K, V> outcomes);

  /** Whether a key that failed so is asked about again. */
  default boolean mayPass(KafkaError error) {
    return error.isRetriable();
  }
}
