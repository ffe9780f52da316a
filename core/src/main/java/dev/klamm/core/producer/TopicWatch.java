package dev.klamm.core.producer;

import dev.klamm.api.error.TimeoutException;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import java.util.concurrent.TimeUnit;

/**
 * Tells the topics what the cluster says about them, and asks the cluster when records wait for
 * that. On the loop only, but for {@link #onParked}.
 */
final class TopicWatch {
  private final NetworkClient client;
  private final RecordAccumulator accumulator;
  private final SenderOptions options;
  private final Runnable onNews;

  /**
   * @param onNews run when leaders or partitions may have changed
   */
  TopicWatch(
      NetworkClient client, RecordAccumulator accumulator, SenderOptions options, Runnable onNews) {
    this.client = client;
    this.accumulator = accumulator;
    this.options = options;
    this.onNews = onNews;
    client.metadata().onUpdate(this::onMetadata);
  }

  /** Records wait for this topic. Any thread. */
  void onParked(TopicQueues topic) {
    if (topic.awaited.compareAndSet(false, true)) {
      client.loop().execute(() -> await(topic));
    }
  }

  private void await(TopicQueues topic) {
    if (topic.view() != null) {
      // Only a partition is missing: each update that still lacks it asks for the next one.
      topic.awaited.set(false);
      client.metadata().requestUpdateNow();
      onNews.run();
      return;
    }
    long timeoutMs = TimeUnit.NANOSECONDS.toMillis(options.deliveryTimeoutNanos());
    client
        .metadata()
        .awaitTopic(
            topic.name,
            timeoutMs,
            (snapshot, error) -> {
              topic.awaited.set(false);
              if (error == null) {
                update(topic, snapshot);
              } else if (error instanceof TimeoutException) {
                topic.expireParked(client.loop().clock().nanos());
              } else {
                topic.failParked(error);
              }
              if (topic.hasParked()) {
                onParked(topic);
              }
            });
  }

  private void onMetadata(MetadataSnapshot snapshot) {
    boolean lacking = false;
    for (TopicQueues topic : accumulator.topics()) {
      update(topic, snapshot);
      lacking |= topic.view() != null && topic.hasParked();
    }
    if (lacking) {
      client.metadata().requestUpdate();
    }
    onNews.run();
  }

  private static void update(TopicQueues topic, MetadataSnapshot snapshot) {
    MetadataSnapshot.Topic described = snapshot.topic(topic.name);
    if (described != null) {
      topic.update(described);
    }
  }

  /**
   * Fails what has waited too long.
   *
   * @return whether there is more that waits
   */
  boolean expireParked(long nowNanos) {
    boolean any = false;
    for (TopicQueues topic : accumulator.topics()) {
      if (topic.hasParked()) {
        topic.expireParked(nowNanos);
        any |= topic.hasParked();
      }
    }
    return any;
  }
}
