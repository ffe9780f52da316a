package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.BufferExhaustedException;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.runtime.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the oldest records that wait to be sent, so that newer ones find room. Goes over all
 * partitions for each batch that it drops; a batch holds many records, so that is rare enough. Any
 * thread.
 */
final class OldestRecords {
  private static final Logger LOG = LoggerFactory.getLogger(OldestRecords.class);

  private final RecordAccumulator accumulator;
  private final EventLoop loop;
  private final AtomicBoolean told = new AtomicBoolean();

  OldestRecords(RecordAccumulator accumulator, EventLoop loop) {
    this.accumulator = accumulator;
    this.loop = loop;
  }

  /**
   * @return false if there is nothing more to drop, and still not enough room
   */
  boolean makeRoom(long bytes) {
    while (accumulator.pool().available() < bytes) {
      Search search = new Search();
      accumulator.topics().forEach(search::look);
      if (search.drop == null) {
        return false;
      }
      search.drop.run();
    }
    return true;
  }

  /** Finds what waits for the longest time. */
  private final class Search {
    private long since;
    @Nullable Runnable drop;

    void look(TopicQueues topic) {
      long deadline = topic.parkedDeadline();
      if (deadline != PartitionQueue.NONE) {
        offer(deadline - accumulator.options().deliveryTimeoutNanos(), () -> dropParked(topic));
      }
      TopicQueues.View view = topic.view();
      if (view != null) {
        for (PartitionQueue queue : view.queues) {
          long began = queue.oldestSince();
          if (began != PartitionQueue.NONE) {
            offer(began, () -> dropBatch(queue));
          }
        }
      }
    }

    private void offer(long began, Runnable how) {
      if (drop == null || began - since < 0) {
        since = began;
        drop = how;
      }
    }
  }

  /** The loop or another thread may have been quicker; then there is room, or another oldest. */
  private void dropBatch(PartitionQueue queue) {
    ProducerBatch batch = queue.poll();
    if (batch != null) {
      accumulator.release(batch);
      tell(
          () -> {
            accumulator.tellDropped(batch.count());
            batch.fail(exhausted());
          });
    }
  }

  private void dropParked(TopicQueues topic) {
    TopicQueues.Parked record = topic.pollParked();
    if (record != null) {
      accumulator.pool().release(record.reserved());
      TopicPartition unknown = new TopicPartition(topic.name, RecordMetadata.UNKNOWN_PARTITION);
      tell(
          () -> {
            accumulator.tellDropped(1);
            record.future().fail(unknown, exhausted());
          });
    }
  }

  /** On the loop, where callbacks run. */
  private void tell(Runnable failure) {
    if (!told.getAndSet(true)) {
      LOG.warn(
          "buffer.memory={} is used up: from now on the oldest records are dropped, since"
              + " klamm.producer.buffer.full is drop",
          accumulator.options().bufferMemory());
    }
    try {
      loop.execute(failure);
    } catch (RejectedExecutionException e) {
      // The producer was closed meanwhile: there is no other thread left to tell it.
      failure.run();
    }
  }

  private static BufferExhaustedException exhausted() {
    return new BufferExhaustedException(
        "the record was dropped before it was sent, to make room for newer ones"
            + " (klamm.producer.buffer.full is drop)");
  }
}
