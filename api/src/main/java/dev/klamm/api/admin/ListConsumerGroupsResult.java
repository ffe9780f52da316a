package dev.klamm.api.admin;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#listConsumerGroups(ListConsumerGroupsOptions)}.
 *
 * @since 0.1
 */
public final class ListConsumerGroupsResult {
  private final KafkaFuture<Collection<ConsumerGroupListing>> valid;
  private final KafkaFuture<Collection<Throwable>> errors;

  /**
   * For the client, and for tests.
   *
   * @param valid the groups that were found
   * @param errors what went wrong at brokers that could not be asked
   */
  public ListConsumerGroupsResult(
      KafkaFuture<Collection<ConsumerGroupListing>> valid,
      KafkaFuture<Collection<Throwable>> errors) {
    this.valid = valid;
    this.errors = errors;
  }

  /** All groups; fails if any broker could not be asked. */
  public KafkaFuture<Collection<ConsumerGroupListing>> all() {
    KafkaFuture<Collection<ConsumerGroupListing>> all = new KafkaFuture<>();
    KafkaFuture.allOf(valid, errors).whenComplete((done, error) -> finish(all, error));
    return all;
  }

  private void finish(
      KafkaFuture<Collection<ConsumerGroupListing>> all, @Nullable Throwable error) {
    Throwable first = error != null ? error : errors.join().stream().findFirst().orElse(null);
    if (first != null) {
      all.completeExceptionally(first);
    } else {
      all.complete(valid.join());
    }
  }

  /** The groups of those brokers that could be asked. */
  public KafkaFuture<Collection<ConsumerGroupListing>> valid() {
    return valid;
  }

  /** What went wrong at brokers that could not be asked; empty if all could. */
  public KafkaFuture<Collection<Throwable>> errors() {
    return errors;
  }
}
