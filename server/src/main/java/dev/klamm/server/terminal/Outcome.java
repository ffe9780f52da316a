package dev.klamm.server.terminal;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What became of a request to the cluster. */
public final class Outcome {

  private Outcome() {}

  /** Waits for an answer, and throws the error itself where there is one. */
  public static <T extends @Nullable Object> T of(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CancellationException e) {
      throw new CommandFailure("the request was cancelled", e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException error) {
        throw error;
      }
      throw new CommandFailure("the request failed", e.getCause());
    }
  }

  /** Whether it is done; false if the cluster said that very error. */
  public static boolean unless(KafkaError expected, CompletableFuture<?> future) {
    try {
      of(future);
      return true;
    } catch (KafkaException e) {
      if (e.error() == expected) {
        return false;
      }
      throw e;
    }
  }
}
