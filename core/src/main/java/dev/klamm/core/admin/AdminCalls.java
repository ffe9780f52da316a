package dev.klamm.core.admin;

import dev.klamm.api.admin.AbstractOptions;
import dev.klamm.api.admin.AdminSettings;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.retry.RetryPolicy;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All calls under way. {@link #start} may be called by any thread, the rest on the loop only. */
final class AdminCalls {
  private final NetworkClient client;
  private final RetryPolicy policy;
  private final int defaultTimeoutMs;
  private final int retries;
  private final Set<KeyedCall<?, ?, ?>> underWay = new LinkedHashSet<>();
  private final List<Runnable> idle = new ArrayList<>();
  private @Nullable KafkaException closed;

  AdminCalls(NetworkClient client, AdminSettings settings) {
    this.client = client;
    this.policy = settings.client().retryPolicy(client.runtime().random());
    this.defaultTimeoutMs =
        (int) Math.min(Integer.MAX_VALUE, settings.defaultApiTimeout().toMillis());
    this.retries = settings.retries();
  }

  NetworkClient client() {
    return client;
  }

  int timeoutMs(AbstractOptions<?> options) {
    Integer given = options.timeoutMs();
    return given == null ? defaultTimeoutMs : Math.max(0, given);
  }

  /** Asks about these keys; the futures are completed on the loop. */
  <K, V extends @Nullable Object, R extends ApiMessage> Map<K, KafkaFuture<V>> start(
      Operation<K, V, R> operation, Collection<? extends K> keys, AbstractOptions<?> options) {
    Map<K, KafkaFuture<V>> futures = new LinkedHashMap<>();
    keys.forEach(key -> futures.put(key, new KafkaFuture<>()));
    int timeoutMs = timeoutMs(options);
    onLoop(() -> begin(operation, futures, timeoutMs));
    return futures;
  }

  /** Asks what is about one thing only. */
  <K, V extends @Nullable Object, R extends ApiMessage> KafkaFuture<V> startOne(
      Operation<K, V, R> operation, K key, AbstractOptions<?> options) {
    KafkaFuture<V> future = new KafkaFuture<>();
    int timeoutMs = timeoutMs(options);
    onLoop(() -> begin(operation, Map.of(key, future), timeoutMs));
    return future;
  }

  /** At once if this is the loop, so that a call which follows another keeps the client busy. */
  private void onLoop(Runnable task) {
    if (client.loop().inEventLoop()) {
      task.run();
    } else {
      client.loop().execute(task);
    }
  }

  private <K, V extends @Nullable Object, R extends ApiMessage> void begin(
      Operation<K, V, R> operation, Map<K, KafkaFuture<V>> futures, int timeoutMs) {
    if (closed != null) {
      KafkaException cause = closed;
      futures.values().forEach(future -> future.completeExceptionally(cause));
      return;
    }
    List<KeyedCall<?, ?, ?>> self = new ArrayList<>(1);
    KeyedCall<K, V, R> call =
        new KeyedCall<>(
            client,
            operation,
            futures,
            new KeyedCall.Limits(timeoutMs, retries, policy),
            () -> end(self.get(0)));
    self.add(call);
    underWay.add(call);
    call.begin();
  }

  private void end(KeyedCall<?, ?, ?> call) {
    underWay.remove(call);
    if (underWay.isEmpty()) {
      List<Runnable> hearing = List.copyOf(idle);
      idle.clear();
      hearing.forEach(Runnable::run);
    }
  }

  /** Runs this when no call is under way. */
  void whenIdle(Runnable action) {
    if (underWay.isEmpty()) {
      action.run();
    } else {
      idle.add(action);
    }
  }

  /** Gives up all calls, and those that still come. */
  void close(KafkaException error) {
    closed = error;
    List.copyOf(underWay).forEach(call -> call.abort(error));
  }
}
