package dev.klamm.api.error;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The offset asked for is before the first or after the last one of the partition: it was deleted,
 * or never written.
 *
 * <p>On the wire: {@link KafkaError#OFFSET_OUT_OF_RANGE}.
 *
 * @since 0.1
 */
public class OffsetOutOfRangeException extends InvalidOffsetException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // always one of the JDK's serializable maps
  private final Map<TopicPartition, Long> offsets;

  public OffsetOutOfRangeException(String message) {
    this(message, Map.of());
  }

  public OffsetOutOfRangeException(Map<TopicPartition, Long> offsets) {
    this(
        "offsets out of range: " + offsets + "; seek to others, or set auto.offset.reset", offsets);
  }

  public OffsetOutOfRangeException(String message, Map<TopicPartition, Long> offsets) {
    this(message, offsets, null);
  }

  OffsetOutOfRangeException(
      String message, Map<TopicPartition, Long> offsets, @Nullable Throwable cause) {
    super(KafkaError.OFFSET_OUT_OF_RANGE, message, cause);
    this.offsets = Map.copyOf(offsets);
  }

  /** The offsets that were asked for, by partition. */
  public final Map<TopicPartition, Long> offsetOutOfRangePartitions() {
    return offsets;
  }

  @Override
  public final Set<TopicPartition> partitions() {
    return offsets.keySet();
  }
}
