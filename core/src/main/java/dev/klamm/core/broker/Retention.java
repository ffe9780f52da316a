package dev.klamm.core.broker;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.cluster.TopicSettings;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.config.TransactionKeys;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.log.Partition;
import dev.klamm.core.log.RetentionPoint;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old records by age and by size, and forgets idle idempotent producers, once in a while.
 *
 * <p>Whole batches go, when all their records are too old or when enough follows them. Records
 * above the high watermark stay. Runs on the engine; the timer on its loop.
 */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final TopicCatalog catalog;
  private final Engine engine;
  private final EventLoop loop;
  private final long intervalMs;
  private final LiveConfig config;
  private @Nullable Cancellable timer;

  Retention(
      TopicCatalog catalog, Engine engine, EventLoop loop, long intervalMs, LiveConfig config) {
    this.catalog = catalog;
    this.engine = engine;
    this.loop = loop;
    this.intervalMs = intervalMs;
    this.config = config;
  }

  /** On the engine's loop, as {@link #stop}. */
  void start() {
    timer =
        loop.schedule(
            TimeUnit.MILLISECONDS.toNanos(intervalMs),
            () -> {
              engine.submit(this::run);
              start();
            });
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }

  /** Looks at every partition once. */
  void run(Tick tick) {
    long producersBefore =
        tick.wallMillis() - config.current().require(TransactionKeys.PRODUCER_ID_EXPIRATION_MS);
    for (Topic topic : catalog.image().topics()) {
      for (Partition partition : topic.partitions()) {
        partition.expireProducers(tick, producersBefore);
        if (topic.settings().delete()) {
          trim(tick, topic.settings(), partition);
        }
      }
    }
  }

  private static void trim(Tick tick, TopicSettings settings, Partition partition) {
    long end = partition.highWatermark();
    long newStart = RetentionPoint.KEEP_ALL;
    if (settings.retentionMs() >= 0) {
      newStart =
          RetentionPoint.byAge(partition.log(), tick.wallMillis() - settings.retentionMs(), end);
    }
    if (settings.retentionBytes() >= 0) {
      newStart =
          Math.max(
              newStart, RetentionPoint.bySize(partition.log(), settings.retentionBytes(), end));
    }
    newStart = Math.min(newStart, end);
    if (newStart > partition.startOffset()) {
      LOG.info("Deleting records of {} below offset {}", partition, newStart);
      partition.trim(tick, newStart);
    }
  }
}
