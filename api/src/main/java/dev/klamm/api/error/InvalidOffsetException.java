package dev.klamm.api.error;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The consumer has no valid position in some partitions, and {@code auto.offset.reset} does not
 * give it one. What to do: seek in the {@link #partitions()} named, then poll again.
 *
 * @since 0.1
 */
public abstract class InvalidOffsetException extends AbortableException {
  private static final long serialVersionUID = 1L;

  InvalidOffsetException(KafkaError error, String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }

  /** The partitions that need a position; empty if the broker did not name them. */
  public abstract Set<TopicPartition> partitions();
}
