package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The group has as many members as the broker allows. What to do: run fewer members, or raise
 * group.max.size.
 *
 * <p>On the wire: {@link KafkaError#GROUP_MAX_SIZE_REACHED}.
 *
 * @since 0.1
 */
public final class GroupMaxSizeReachedException extends FatalException {
  private static final long serialVersionUID = 1L;

  public GroupMaxSizeReachedException(String message) {
    this(message, null);
  }

  public GroupMaxSizeReachedException(String message, @Nullable Throwable cause) {
    super(KafkaError.GROUP_MAX_SIZE_REACHED, message, cause);
  }
}
