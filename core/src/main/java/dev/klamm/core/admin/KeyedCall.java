package dev.klamm.core.admin;

import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.retry.RetryPolicy;
import dev.klamm.api.runtime.Cancellable;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One admin call under way: its keys go to their brokers, one request a broker; what failed and may
 * pass goes again after a pause, until time is over. On the loop only.
 *
 * <pre>
 *   begin -> try 1: route -> request per broker -> answer -> done | failed
 *               ^                                     |
 *               +-- try n+1, after the policy's pause-+-- what may pass
 * </pre>
 */
final class KeyedCall<K, V extends @Nullable Object, R extends ApiMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(KeyedCall.class);

  private final NetworkClient client;
  private final Operation<K, V, R> operation;
  private final Map<K, KafkaFuture<V>> pending;
  private final Limits limits;
  private final Runnable onEnd;
  private long startedNanos;
  private @Nullable Cancellable timer;
  private @Nullable KafkaException lastError;
  private int tries;

  /**
   * How long and how often a call is tried.
   *
   * @param retries tries after the first
   */
  record Limits(int timeoutMs, int retries, RetryPolicy policy) {}

  KeyedCall(
      NetworkClient client,
      Operation<K, V, R> operation,
      Map<K, KafkaFuture<V>> futures,
      Limits limits,
      Runnable onEnd) {
    this.client = client;
    this.operation = operation;
    this.pending = new LinkedHashMap<>(futures);
    this.limits = limits;
    this.onEnd = onEnd;
  }

  void begin() {
    startedNanos = client.runtime().clock().nanos();
    if (pending.isEmpty()) {
      onEnd.run();
      return;
    }
    timer =
        client.loop().schedule(TimeUnit.MILLISECONDS.toNanos(limits.timeoutMs()), this::onTimeout);
    run(List.copyOf(pending.keySet()), 1);
  }

  private void run(List<K> keys, int number) {
    List<K> left = keys.stream().filter(pending::containsKey).toList();
    if (left.isEmpty()) {
      return;
    }
    tries = Math.max(tries, number);
    Attempt attempt = new Attempt(number);
    operation.route().find(left, requestTimeoutMs(), attempt);
  }

  /** Of a request, or a look-up: what is left, if that is less than usual. */
  private int requestTimeoutMs() {
    long left = limits.timeoutMs() - elapsed().toMillis();
    return (int) Math.max(1, Math.min(client.settings().requestTimeoutMs(), left));
  }

  private Duration elapsed() {
    return Duration.ofNanos(client.runtime().clock().nanos() - startedNanos);
  }

  /** One try of some keys. */
  private final class Attempt implements Route.Found<K> {
    private final int number;

    Attempt(int number) {
      this.number = number;
    }

    @Override
    public void at(Destination broker, List<K> keys) {
      int timeoutMs = requestTimeoutMs();
      client.send(
          broker,
          operation.call(keys, timeoutMs).within(timeoutMs),
          new AnswerHandler<>() {
            @Override
            public void onAnswer(Answer<R> answer) {
              Reading reading = new Reading(number);
              try {
                operation.onAnswer(keys, answer, reading);
              } catch (RuntimeException e) {
                LOG.warn("The answer to {} cannot be read", operation.name(), e);
              }
              reading.end(keys);
            }

            @Override
            public void onFailure(KafkaException error) {
              Attempt.this.failed(keys, error);
            }
          });
    }

    @Override
    public void failed(List<K> keys, KafkaException error) {
      Reading reading = new Reading(number);
      keys.forEach(key -> reading.settle(key, error, error.isRetriable()));
      reading.end(keys);
    }
  }

  /** What one answer says. */
  private final class Reading implements Outcomes<K, V> {
    private final int number;
    private final List<K> again = new ArrayList<>();
    private @Nullable KafkaException passing;

    Reading(int number) {
      this.number = number;
    }

    @Override
    public void done(K key, @Nullable V value) {
      KafkaFuture<V> future = pending.remove(key);
      if (future != null) {
        future.complete(value);
      }
    }

    @Override
    public void failed(K key, KafkaException error) {
      settle(key, error, operation.mayPass(error.error()));
    }

    @Override
    public boolean isGood(K key, short errorCode, @Nullable String message) {
      if (errorCode == KafkaError.NONE.code()) {
        return true;
      }
      failed(key, KafkaError.exceptionForCode(errorCode, message));
      return false;
    }

    void settle(K key, KafkaException error, boolean mayPass) {
      operation.route().onFailure(key, error);
      if (mayPass) {
        again.add(key);
        passing = error;
      } else {
        fail(key, error);
      }
    }

    void end(List<K> keys) {
      for (K key : keys) {
        if (pending.containsKey(key) && !again.contains(key)) {
          fail(
              key,
              KafkaError.UNKNOWN_SERVER_ERROR.exception(
                  "the broker's answer to "
                      + operation.name()
                      + " says nothing that makes sense about "
                      + key));
        }
      }
      if (passing != null) {
        repeat(again, number, passing);
      }
      endIfDone();
    }
  }

  private void fail(K key, KafkaException error) {
    KafkaFuture<V> future = pending.remove(key);
    if (future != null) {
      future.completeExceptionally(error);
    }
  }

  private void repeat(List<K> keys, int number, KafkaException error) {
    lastError = error;
    Optional<Duration> pause =
        number > limits.retries()
            ? Optional.empty()
            : limits.policy().nextDelay(number, error, elapsed());
    if (pause.isPresent()) {
      client.loop().schedule(pause.get().toNanos(), () -> run(keys, number + 1));
    } else {
      keys.forEach(key -> fail(key, error));
    }
  }

  private void endIfDone() {
    if (pending.isEmpty() && timer != null) {
      timer.cancel();
      timer = null;
      onEnd.run();
    }
  }

  private void onTimeout() {
    String last = lastError == null ? "no broker answered yet" : "last: " + lastError.getMessage();
    for (K key : List.copyOf(pending.keySet())) {
      fail(
          key,
          new TimeoutException(
              "%s of %s was not done within %d ms (tries: %d, %s)"
                  .formatted(operation.name(), key, limits.timeoutMs(), tries, last),
              lastError));
    }
    endIfDone();
  }

  /** Gives up what is not done. */
  void abort(KafkaException error) {
    List.copyOf(pending.keySet()).forEach(key -> fail(key, error));
    endIfDone();
  }
}
