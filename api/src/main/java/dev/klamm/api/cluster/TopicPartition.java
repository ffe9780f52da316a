package dev.klamm.api.cluster;

import java.io.Serializable;
import java.util.Objects;

/**
 * A topic's name and the number of one of its partitions, counted from 0.
 *
 * <p>Neither part is checked against a cluster: a negative partition is allowed and found nowhere.
 *
 * @since 0.1
 */
public record TopicPartition(String topic, int partition) implements Serializable {
  private static final long serialVersionUID = 1L;

  public TopicPartition {
    Objects.requireNonNull(topic, "topic");
  }

  /** {@code topic-partition}, the form of Kafka's logs and folders. */
  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
