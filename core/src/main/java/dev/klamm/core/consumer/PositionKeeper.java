package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.AutoOffsetReset;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.NoOffsetForPartitionException;
import dev.klamm.api.error.OffsetOutOfRangeException;
import dev.klamm.api.error.UnsupportedVersionException;
import dev.klamm.core.consumer.PartitionState.Phase;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every assigned partition has a valid position: looks up what was committed, else
 * goes where {@code auto.offset.reset} says, and compares the position with the log when a leader
 * changed.
 *
 * <p>On the event loop only.
 */
final class PositionKeeper {
  private final NetworkClient network;
  private final Subscriptions subscriptions;
  private final @Nullable CommittedOffsets committed;
  private final OffsetLookup offsets;
  private final EpochLookup epochs;
  private final AutoOffsetReset policy;
  private final Consumer<KafkaException> errors;
  private Runnable afterChange = this::advance;
  private boolean timerSet;

  PositionKeeper(
      NetworkClient network,
      Subscriptions subscriptions,
      @Nullable CommittedOffsets committed,
      OffsetLookup offsets,
      AutoOffsetReset policy,
      Consumer<KafkaException> errors) {
    this.network = network;
    this.subscriptions = subscriptions;
    this.committed = committed;
    this.offsets = offsets;
    this.epochs = new EpochLookup(network);
    this.policy = policy;
    this.errors = errors;
  }

  /** A look-up under way. */
  private record Asked(PartitionState state, int jumps) {
    boolean isCurrent() {
      return state.jumps == jumps;
    }
  }

  /** Asks what is to be asked now. */
  void advance() {
    Map<TopicPartition, Asked> committedOf = new HashMap<>();
    Map<TopicPartition, Asked> offsetOf = new HashMap<>();
    Map<TopicPartition, Long> timestamps = new HashMap<>();
    List<Asked> validate = new ArrayList<>();
    subscriptions.run(
        () -> {
          for (PartitionState state : subscriptions.states()) {
            noticeNewLeader(state);
            if (state.phase == Phase.FETCHING || !isAskable(state)) {
              continue;
            }
            if (state.phase == Phase.COMMITTED && committed == null) {
              resetByPolicy(state);
              if (state.phase == Phase.COMMITTED) {
                continue;
              }
            }
            Asked asked = new Asked(state, state.jumps);
            switch (state.phase) {
              case COMMITTED -> committedOf.put(state.partition, asked);
              case RESET -> {
                offsetOf.put(state.partition, asked);
                timestamps.put(state.partition, state.resetTo);
              }
              case VALIDATING -> validate.add(asked);
              case FETCHING -> {}
            }
            state.asked = state.phase != Phase.FETCHING;
          }
        });
    if (!committedOf.isEmpty() && committed != null) {
      committed.read(
          committedOf.keySet(), (found, error) -> onCommitted(committedOf, found, error));
    }
    if (!timestamps.isEmpty()) {
      offsets.ask(timestamps, new OffsetsListener(offsetOf));
    }
    validate.forEach(this::validate);
  }

  private boolean isAskable(PartitionState state) {
    if (state.isAskable(now())) {
      return true;
    }
    if (!state.asked) {
      advanceLater(state.retryAtNanos - now());
    }
    return false;
  }

  private void noticeNewLeader(PartitionState state) {
    MetadataSnapshot metadata = network.metadata().snapshot();
    int epoch = metadata.leaderEpoch(state.partition);
    if (state.phase == Phase.FETCHING && epoch > state.validatedEpoch) {
      if (state.positionEpoch < 0) {
        state.validatedEpoch = epoch;
      } else {
        state.phase = Phase.VALIDATING;
        state.asked = false;
      }
    }
  }

  private void onCommitted(
      Map<TopicPartition, Asked> asked,
      Map<TopicPartition, OffsetAndMetadata> found,
      @Nullable KafkaException error) {
    if (error != null) {
      asked.values().forEach(this::retryLater);
      if (!CommittedOffsets.isPassing(error)) {
        errors.accept(error);
      }
      return;
    }
    List<TopicPartition> without = new ArrayList<>();
    subscriptions.run(
        () ->
            asked.forEach(
                (partition, one) -> {
                  OffsetAndMetadata offset = found.get(partition);
                  if (!one.isCurrent() || one.state.phase != Phase.COMMITTED) {
                    return;
                  }
                  if (offset != null) {
                    one.state.jumpTo(offset.offset(), offset.leaderEpoch().orElse(-1));
                  } else if (policy.strategy() != AutoOffsetReset.Strategy.NONE) {
                    resetByPolicy(one.state);
                  } else {
                    without.add(partition);
                    retryLater(one);
                  }
                }));
    if (!without.isEmpty()) {
      errors.accept(new NoOffsetForPartitionException(without));
    }
    changed();
  }

  private void resetByPolicy(PartitionState state) {
    switch (policy.strategy()) {
      case EARLIEST -> state.reset(OffsetLookup.EARLIEST);
      case LATEST -> state.reset(OffsetLookup.LATEST);
      case BY_DURATION -> {
        long back = policy.duration().orElse(Duration.ZERO).toMillis();
        state.reset(Math.max(0, network.runtime().clock().wallMillis() - back));
      }
      case NONE -> {
        errors.accept(new NoOffsetForPartitionException(state.partition));
        state.retryAtNanos = now() + pauseNanos();
        advanceLater(pauseNanos());
      }
    }
  }

  private final class OffsetsListener implements OffsetLookup.Listener {
    private final Map<TopicPartition, Asked> asked;

    OffsetsListener(Map<TopicPartition, Asked> asked) {
      this.asked = asked;
    }

    @Override
    public void onFound(TopicPartition partition, OffsetLookup.Found found) {
      Asked one = asked.get(partition);
      subscriptions.run(
          () -> {
            if (one != null && one.isCurrent() && one.state.phase == Phase.RESET) {
              if (found.offset() >= 0) {
                one.state.jumpTo(found.offset(), found.leaderEpoch());
                one.state.validatedEpoch = network.metadata().snapshot().leaderEpoch(partition);
              } else {
                one.state.reset(OffsetLookup.LATEST);
              }
            }
          });
      changed();
    }

    @Override
    public void onFailed(TopicPartition partition, KafkaException error) {
      Asked one = asked.get(partition);
      if (one != null) {
        retryLater(one);
      }
      if (!error.isRetriable()) {
        errors.accept(error);
      }
    }
  }

  private void validate(Asked asked) {
    TopicPartition partition = asked.state.partition;
    MetadataSnapshot metadata = network.metadata().snapshot();
    int leader = metadata.leader(partition);
    int leaderEpoch = metadata.leaderEpoch(partition);
    if (leader < 0) {
      network.metadata().requestUpdate();
      retryLater(asked);
      return;
    }
    epochs.ask(
        partition,
        leader,
        leaderEpoch,
        asked.state.positionEpoch,
        (epoch, endOffset, error) -> onValidated(asked, leaderEpoch, epoch, endOffset, error));
  }

  private void onValidated(
      Asked asked, int leaderEpoch, int epoch, long endOffset, @Nullable KafkaException error) {
    boolean unknowable = error instanceof UnsupportedVersionException;
    if (error != null && !unknowable) {
      retryLater(asked);
      network.metadata().requestUpdate();
      if (!error.isRetriable()) {
        errors.accept(error);
      }
      return;
    }
    subscriptions.run(
        () -> {
          PartitionState state = asked.state;
          if (!asked.isCurrent() || state.phase != Phase.VALIDATING) {
            return;
          }
          if (unknowable || (epoch >= 0 && endOffset >= state.position)) {
            state.phase = Phase.FETCHING;
            state.asked = false;
            state.validatedEpoch = leaderEpoch;
          } else {
            onTruncated(state, state.jumps, epoch, endOffset);
          }
        });
    changed();
  }

  /** The position is outside of the log. */
  void onOutOfRange(PartitionState state, int jumps) {
    subscriptions.run(
        () -> {
          if (state.jumps != jumps) {
            return;
          }
          if (policy.strategy() == AutoOffsetReset.Strategy.NONE) {
            errors.accept(new OffsetOutOfRangeException(Map.of(state.partition, state.position)));
            state.retryAtNanos = now() + pauseNanos();
            advanceLater(pauseNanos());
          } else {
            resetByPolicy(state);
          }
        });
    changed();
  }

  /**
   * The log that the position came from was cut: go to where both agree, or where the policy says
   * if that is not known.
   */
  void onTruncated(PartitionState state, int jumps, int epoch, long endOffset) {
    subscriptions.run(
        () -> {
          if (state.jumps != jumps) {
            return;
          }
          if (policy.strategy() == AutoOffsetReset.Strategy.NONE) {
            errors.accept(
                new OffsetOutOfRangeException(
                    "the log of %s was cut to offset %d, before the position %d; seek to go on"
                        .formatted(state.partition, endOffset, state.position),
                    Map.of(state.partition, state.position)));
            state.retryAtNanos = now() + pauseNanos();
            state.asked = false;
            advanceLater(pauseNanos());
          } else if (epoch >= 0 && endOffset >= 0) {
            state.jumpTo(endOffset, epoch);
            state.validatedEpoch = network.metadata().snapshot().leaderEpoch(state.partition);
          } else {
            resetByPolicy(state);
          }
        });
    changed();
  }

  private void retryLater(Asked asked) {
    subscriptions.run(
        () -> {
          if (asked.isCurrent()) {
            asked.state.asked = false;
            asked.state.retryAtNanos = now() + pauseNanos();
          }
        });
    advanceLater(pauseNanos());
  }

  private void advanceLater(long nanos) {
    if (!timerSet) {
      timerSet = true;
      network
          .loop()
          .schedule(
              nanos,
              () -> {
                timerSet = false;
                changed();
              });
    }
  }

  private void changed() {
    subscriptions.signal();
    network.loop().execute(afterChange);
  }

  /** What is to be done whenever positions changed; at first, {@link #advance} alone. */
  void afterChange(Runnable task) {
    afterChange = task;
  }

  private long pauseNanos() {
    return TimeUnit.MILLISECONDS.toNanos(network.settings().retryBackoff().firstMs());
  }

  private long now() {
    return network.runtime().clock().nanos();
  }
}
