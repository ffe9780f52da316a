package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The member's epoch is older than the coordinator's. What to do: try again after the next
 * heartbeat has brought the new epoch.
 *
 * <p>On the wire: {@link KafkaError#STALE_MEMBER_EPOCH}.
 *
 * @since 0.1
 */
public final class StaleMemberEpochException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public StaleMemberEpochException(String message) {
    this(message, null);
  }

  public StaleMemberEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.STALE_MEMBER_EPOCH, message, cause);
  }
}
