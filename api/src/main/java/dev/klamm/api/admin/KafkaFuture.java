package dev.klamm.api.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an admin call: a {@link CompletableFuture} under the name that Kafka users know.
 *
 * <p>It fails with a {@link dev.klamm.api.error.KafkaException}, which {@code get()} wraps in
 * {@link java.util.concurrent.ExecutionException}. It is completed on the client's own thread: what
 * hangs on it must be quick. Users should not complete it themselves, except in tests.
 *
 * @param <T> the type of the result
 * @since 0.1
 */
public final class KafkaFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  /** A future that is done. */
  public static <U extends @Nullable Object> KafkaFuture<U> completedFuture(U value) {
    KafkaFuture<U> future = new KafkaFuture<>();
    future.complete(value);
    return future;
  }

  /** A future that has failed. */
  public static <U extends @Nullable Object> KafkaFuture<U> failedFuture(Throwable cause) {
    KafkaFuture<U> future = new KafkaFuture<>();
    future.completeExceptionally(cause);
    return future;
  }

  /**
   * Done when all of these are; fails with the error of one of them, also only when all are done.
   */
  public static KafkaFuture<@Nullable Void> allOf(KafkaFuture<?>... futures) {
    return allOf(List.of(futures));
  }

  /**
   * Done when all of these are; fails with the error of one of them, also only when all are done.
   */
  public static KafkaFuture<@Nullable Void> allOf(
      Collection<? extends CompletableFuture<?>> futures) {
    KafkaFuture<@Nullable Void> all = new KafkaFuture<>();
    CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .whenComplete((done, error) -> all.finish(null, error));
    return all;
  }

  /**
   * The results of all of these by their keys, when all are done; fails with the error of one of
   * them.
   */
  public static <K, V> KafkaFuture<Map<K, V>> allOf(
      Map<K, ? extends CompletableFuture<V>> futures) {
    KafkaFuture<Map<K, V>> all = new KafkaFuture<>();
    List<CompletableFuture<V>> values = new ArrayList<>(futures.values());
    CompletableFuture.allOf(values.toArray(CompletableFuture<?>[]::new))
        .whenComplete(
            (done, error) -> all.finish(error == null ? results(futures) : Map.of(), error));
    return all;
  }

  private static <K, V> Map<K, V> results(Map<K, ? extends CompletableFuture<V>> futures) {
    Map<K, V> results = new LinkedHashMap<>();
    futures.forEach((key, future) -> results.put(key, future.join()));
    return results;
  }

  private void finish(@Nullable T value, @Nullable Throwable error) {
    if (error == null) {
      complete(value);
    } else {
      // the wrapper of the stage before would hide the error's kind from those who hang on this one
      completeExceptionally(
          error instanceof CompletionException && error.getCause() != null
              ? error.getCause()
              : error);
    }
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new KafkaFuture<>();
  }

  @Override
  public <U> KafkaFuture<U> thenApply(Function<? super T, ? extends U> function) {
    return (KafkaFuture<U>) super.<U>thenApply(function);
  }

  @Override
  public KafkaFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
    return (KafkaFuture<T>) super.whenComplete(action);
  }

  /** This future itself. */
  public CompletionStage<T> toCompletionStage() {
    return this;
  }
}
