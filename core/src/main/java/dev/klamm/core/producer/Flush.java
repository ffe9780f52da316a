package dev.klamm.core.producer;

import java.util.Collection;

/** Waits for the outcome of all records that there are at one moment. On the loop only. */
final class Flush {
  private final Runnable end;
  private int left = 1;

  private Flush(Runnable end) {
    this.end = end;
  }

  /** Runs this when all records in these topics have their outcome: at once if there are none. */
  static void begin(Collection<TopicQueues> topics, Runnable end) {
    Flush flush = new Flush(end);
    topics.forEach(flush::add);
    flush.oneDone();
  }

  private void add(TopicQueues topic) {
    for (RecordFuture future : topic.parkedFutures()) {
      left++;
      future.whenComplete((metadata, error) -> oneDone());
    }
    TopicQueues.View view = topic.view();
    if (view != null) {
      for (PartitionQueue queue : view.queues) {
        queue.line.all().forEach(this::add);
        queue.all().forEach(this::add);
      }
    }
  }

  private void add(ProducerBatch batch) {
    left++;
    batch.onDone(this::oneDone);
  }

  private void oneDone() {
    if (--left == 0) {
      end.run();
    }
  }
}
