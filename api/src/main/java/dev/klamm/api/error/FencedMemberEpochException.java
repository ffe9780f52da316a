package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The coordinator has taken the member out of the group. What to do: give up all partitions and
 * join again.
 *
 * <p>On the wire: {@link KafkaError#FENCED_MEMBER_EPOCH}.
 *
 * @since 0.1
 */
public final class FencedMemberEpochException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public FencedMemberEpochException(String message) {
    this(message, null);
  }

  public FencedMemberEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.FENCED_MEMBER_EPOCH, message, cause);
  }
}
