package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.runtime.Ordered;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Questions about offsets that are asked again until all is known or time is up. Any thread. */
final class OffsetQueries {
  private final ConsumerCore core;

  OffsetQueries(ConsumerCore core) {
    this.core = core;
  }

  /** The offsets of these times, or of -1 the end, of -2 the beginning. */
  Outcome<Map<TopicPartition, OffsetLookup.Found>> offsets(
      Map<TopicPartition, Long> timestamps, long deadlineNanos) {
    Outcome<Map<TopicPartition, OffsetLookup.Found>> outcome = new Outcome<>(core.subscriptions);
    if (timestamps.isEmpty()) {
      outcome.succeed(Map.of());
    } else {
      Search search = new Search(timestamps, deadlineNanos, outcome);
      core.onLoop(search::ask);
    }
    return outcome;
  }

  static Map<TopicPartition, Long> all(Collection<TopicPartition> partitions, long timestamp) {
    Map<TopicPartition, Long> timestamps = new HashMap<>();
    partitions.forEach(partition -> timestamps.put(partition, timestamp));
    return timestamps;
  }

  /** One question; belongs to the loop. */
  private final class Search implements OffsetLookup.Listener {
    private final Map<TopicPartition, Long> missing;
    private final Map<TopicPartition, OffsetLookup.Found> found = new HashMap<>();
    private final long deadlineNanos;
    private final Outcome<Map<TopicPartition, OffsetLookup.Found>> outcome;
    private int open;
    private @Nullable KafkaException error;

    Search(
        Map<TopicPartition, Long> timestamps,
        long deadlineNanos,
        Outcome<Map<TopicPartition, OffsetLookup.Found>> outcome) {
      this.missing = new HashMap<>(timestamps);
      this.deadlineNanos = deadlineNanos;
      this.outcome = outcome;
    }

    void ask() {
      open = missing.size();
      error = null;
      core.lookup.ask(Ordered.map(missing), this);
    }

    @Override
    public void onFound(TopicPartition partition, OffsetLookup.Found one) {
      missing.remove(partition);
      found.put(partition, one);
      next();
    }

    @Override
    public void onFailed(TopicPartition partition, KafkaException cause) {
      if (error == null || error.isRetriable()) {
        error = cause;
      }
      next();
    }

    private void next() {
      if (--open > 0) {
        return;
      }
      KafkaException cause = error;
      if (cause == null) {
        outcome.succeed(Ordered.map(found));
      } else if (!cause.isRetriable() || deadlineNanos - core.now() <= 0) {
        outcome.fail(cause);
      } else {
        core.later(this::ask);
      }
    }
  }

  /** What the group has committed of these. */
  Outcome<Map<TopicPartition, OffsetAndMetadata>> committed(
      Set<TopicPartition> partitions, long deadlineNanos) {
    Outcome<Map<TopicPartition, OffsetAndMetadata>> outcome = new Outcome<>(core.subscriptions);
    core.onLoop(() -> readCommitted(partitions, deadlineNanos, outcome));
    return outcome;
  }

  private void readCommitted(
      Set<TopicPartition> partitions,
      long deadlineNanos,
      Outcome<Map<TopicPartition, OffsetAndMetadata>> outcome) {
    CommittedOffsets store = core.committed;
    if (store == null) {
      throw new IllegalStateException("there is no group");
    }
    store.read(
        partitions,
        (offsets, error) -> {
          if (error == null) {
            outcome.succeed(offsets);
          } else if (!CommittedOffsets.isPassing(error) || deadlineNanos - core.now() <= 0) {
            outcome.fail(error);
          } else {
            core.later(() -> readCommitted(partitions, deadlineNanos, outcome));
          }
        });
  }

  /** A description of these topics, or of all, asked until no topic is in between. */
  Outcome<MetadataSnapshot> metadata(@Nullable Set<String> topics, long deadlineNanos) {
    Outcome<MetadataSnapshot> outcome = new Outcome<>(core.subscriptions);
    core.onLoop(() -> readMetadata(topics, deadlineNanos, outcome));
    return outcome;
  }

  private void readMetadata(
      @Nullable Set<String> topics, long deadlineNanos, Outcome<MetadataSnapshot> outcome) {
    long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - core.now()));
    int timeoutMs = (int) Math.min(left, core.network.settings().requestTimeoutMs());
    core.network
        .metadata()
        .lookUp(
            topics,
            timeoutMs,
            (snapshot, error) -> {
              boolean again = error == null ? isInBetween(snapshot) : error.isRetriable();
              if (again && deadlineNanos - core.now() > 0) {
                core.later(() -> readMetadata(topics, deadlineNanos, outcome));
              } else if (error == null) {
                outcome.succeed(snapshot);
              } else {
                outcome.fail(error);
              }
            });
  }

  private static boolean isInBetween(MetadataSnapshot snapshot) {
    return snapshot.topics().values().stream()
        .anyMatch(topic -> topic.error() == KafkaError.LEADER_NOT_AVAILABLE);
  }
}
