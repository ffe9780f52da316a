package dev.klamm.api.cluster;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A partition named by the id of its topic as well as by the topic's name (KIP-516).
 *
 * <p>The id survives nothing: a topic that is deleted and created again has a new one, which is how
 * a stale request is told from a fresh one. The name is null where only the id is known.
 *
 * @since 0.1
 */
public final class TopicIdPartition {
  private final Uuid topicId;
  private final int partition;
  private final @Nullable String topic;

  public TopicIdPartition(Uuid topicId, int partition, @Nullable String topic) {
    this.topicId = Objects.requireNonNull(topicId, "topicId");
    this.partition = partition;
    this.topic = topic;
  }

  public TopicIdPartition(Uuid topicId, TopicPartition topicPartition) {
    this(topicId, topicPartition.partition(), topicPartition.topic());
  }

  public Uuid topicId() {
    return topicId;
  }

  /** The topic's name, or null if only its id is known. */
  public @Nullable String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  /**
   * The pair of name and partition.
   *
   * @throws NullPointerException if the name is not known
   */
  public TopicPartition topicPartition() {
    return new TopicPartition(Objects.requireNonNull(topic, "topic"), partition);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TopicIdPartition that
        && partition == that.partition
        && topicId.equals(that.topicId)
        && Objects.equals(topic, that.topic);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * topicId.hashCode() + partition) + Objects.hashCode(topic);
  }

  /** {@code topicId:topic-partition}. */
  @Override
  public String toString() {
    return topicId + ":" + topic + "-" + partition;
  }
}
