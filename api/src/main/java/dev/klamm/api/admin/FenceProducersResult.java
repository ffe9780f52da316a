package dev.klamm.api.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#fenceProducers(java.util.Collection, FenceProducersOptions)}.
 *
 * @since 0.1
 */
public final class FenceProducersResult {
  private final Map<String, KafkaFuture<Fenced>> futures;

  /**
   * What a transactional id has now: nobody uses it.
   *
   * @since 0.1
   */
  public record Fenced(long producerId, short epoch) {}

  /** For the client, and for tests. */
  public FenceProducersResult(Map<String, KafkaFuture<Fenced>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** Each id; done when its producers are fenced. */
  public Map<String, KafkaFuture<@Nullable Void>> fencedProducers() {
    Map<String, KafkaFuture<@Nullable Void>> all = new LinkedHashMap<>();
    futures.forEach((id, future) -> all.put(id, KafkaFuture.allOf(future)));
    return all;
  }

  /**
   * The producer id that the transactional id has.
   *
   * @throws IllegalArgumentException if the id was not to be fenced
   */
  public KafkaFuture<Long> producerId(String transactionalId) {
    return Requested.in(futures, transactionalId).thenApply(Fenced::producerId);
  }

  /**
   * The epoch that the transactional id has; older ones are fenced.
   *
   * @throws IllegalArgumentException if the id was not to be fenced
   */
  public KafkaFuture<Short> epochId(String transactionalId) {
    return Requested.in(futures, transactionalId).thenApply(Fenced::epoch);
  }

  /** Done when all are; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(futures.values());
  }
}
