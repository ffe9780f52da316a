package dev.klamm.core.broker;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.StorageException;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.config.LogKeys;
import dev.klamm.core.clean.AbandonedPassException;
import dev.klamm.core.clean.CleanerCheckpoint;
import dev.klamm.core.clean.CleanerLimits;
import dev.klamm.core.clean.CleanerTools;
import dev.klamm.core.clean.CleaningPass;
import dev.klamm.core.clean.CompactionSettings;
import dev.klamm.core.clean.DirtyPart;
import dev.klamm.core.clean.PassFrame;
import dev.klamm.core.clean.PassOutcome;
import dev.klamm.core.clean.Throttle;
import dev.klamm.core.log.Partition;
import dev.klamm.core.log.PartitionKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts topics with the policy {@code compact}, one partition after another, the one first of
 * which most is dirty; looks again after a while when there is none.
 *
 * <p>All of it runs on the background loop, other than {@link #stop}.
 */
final class Compaction {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
  private static final int MIN_READ_BYTES = 4096;

  private final TopicCatalog catalog;
  private final KeyValues keys;
  private final LiveConfig config;
  private final Clock clock;
  private final CleanerTools tools;
  private final Throttle throttle;
  private final Map<LogId, DirtyPart> parts = new HashMap<>();
  private final Set<LogId> damaged = new HashSet<>();
  private @Nullable Cancellable timer;

  /** A partition that is due. */
  private record Candidate(Partition partition, DirtyPart part, CompactionSettings settings) {}

  Compaction(
      TopicCatalog catalog, KeyValues keys, LiveConfig config, Clock clock, CleanerTools tools) {
    this.catalog = catalog;
    this.keys = keys;
    this.config = config;
    this.clock = clock;
    this.tools = tools;
    this.throttle = new Throttle(clock);
  }

  /** Any thread. */
  void start() {
    if (config.current().require(LogKeys.CLEANER_ENABLED)) {
      tools.loop().execute(this::lookLater);
    }
  }

  /** Looks no more, as a running pass finds out by itself; on the background loop. */
  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void lookLater() {
    if (!tools.stopped().getAsBoolean()) {
      long backoffMs = config.current().require(LogKeys.CLEANER_BACKOFF_MS);
      timer =
          tools.loop().schedule(TimeUnit.MILLISECONDS.toNanos(Math.max(1, backoffMs)), this::look);
    }
  }

  private void look() {
    if (tools.stopped().getAsBoolean()) {
      return;
    }
    Candidate best = null;
    boolean behind = false;
    Set<LogId> compacted = new HashSet<>();
    for (Topic topic : catalog.image().topics()) {
      if (topic.settings().compact()) {
        for (Partition partition : topic.partitions()) {
          compacted.add(partition.id());
          Candidate found = look(partition, topic.settings().compaction());
          behind |= found != null && found.part().isBehind();
          best = dirtier(best, found);
        }
      }
    }
    parts.keySet().retainAll(compacted);
    damaged.retainAll(compacted);
    if (best != null) {
      compact(best);
    } else if (behind) {
      tools.loop().execute(this::look);
    } else {
      lookLater();
    }
  }

  private @Nullable Candidate look(Partition partition, CompactionSettings settings) {
    if (damaged.contains(partition.id()) || partition.isClosed()) {
      return null;
    }
    try {
      DirtyPart part = parts.computeIfAbsent(partition.id(), id -> known(partition));
      part.update(
          settings, partition.highWatermark(), partition.lastStableOffset(), clock.wallMillis());
      return new Candidate(partition, part, settings);
    } catch (StorageException e) {
      LOG.debug("Not looking at {} this time: {}", partition, e.getMessage());
      return null;
    }
  }

  private DirtyPart known(Partition partition) {
    byte[] saved = keys.get(PartitionKeys.cleaner(partition.id()));
    return new DirtyPart(partition.log(), CleanerCheckpoint.fromBytes(saved));
  }

  private static @Nullable Candidate dirtier(@Nullable Candidate best, @Nullable Candidate found) {
    if (found == null || !found.part().isDue(found.settings())) {
      return best;
    }
    return best == null || found.part().dirtyRatio() > best.part().dirtyRatio() ? found : best;
  }

  private void compact(Candidate due) {
    LOG.debug(
        "Compacting {}, {}% dirty", due.partition(), Math.round(100 * due.part().dirtyRatio()));
    long began = clock.nanos();
    PassFrame frame =
        new PassFrame(clock.wallMillis(), due.settings().deleteRetentionMs(), limits(), throttle);
    new CleaningPass(
            due.partition(), due.part(), frame, tools, outcome -> done(due, began, outcome))
        .begin();
  }

  private CleanerLimits limits() {
    BrokerConfig now = config.current();
    return new CleanerLimits(
        now.require(LogKeys.CLEANER_DEDUPE_BUFFER_BYTES),
        now.require(LogKeys.CLEANER_LOAD_FACTOR),
        Math.max(MIN_READ_BYTES, now.require(LogKeys.CLEANER_IO_BUFFER_BYTES)),
        now.require(LogKeys.CLEANER_MAX_BYTES_PER_SECOND));
  }

  private void done(Candidate due, long began, PassOutcome outcome) {
    RuntimeException failure = outcome.failure();
    Partition partition = due.partition();
    if (failure == null) {
      LOG.info(
          "Compacted {} up to offset {}: {} of {} records stay; {} bytes read, {} written in {} ms",
          partition,
          outcome.end(),
          outcome.recordsKept(),
          outcome.recordsRead(),
          outcome.bytesRead(),
          outcome.bytesWritten(),
          TimeUnit.NANOSECONDS.toMillis(clock.nanos() - began));
      tools.loop().execute(this::look);
      return;
    }
    parts.remove(partition.id());
    if (failure instanceof AbandonedPassException || tools.stopped().getAsBoolean()) {
      LOG.debug("Gave up compacting {}: {}", partition, failure.getMessage());
    } else {
      damaged.add(partition.id());
      LOG.error(
          "Cannot compact {}: {}. It stays as it is until the broker starts again",
          partition,
          failure.getMessage(),
          failure);
    }
    lookLater();
  }
}
