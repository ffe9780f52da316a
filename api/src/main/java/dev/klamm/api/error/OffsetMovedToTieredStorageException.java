package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The offset is no longer on the broker's own disk. What to do: read it from the remote tier.
 *
 * <p>On the wire: {@link KafkaError#OFFSET_MOVED_TO_TIERED_STORAGE}.
 *
 * @since 0.1
 */
public final class OffsetMovedToTieredStorageException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public OffsetMovedToTieredStorageException(String message) {
    this(message, null);
  }

  public OffsetMovedToTieredStorageException(String message, @Nullable Throwable cause) {
    super(KafkaError.OFFSET_MOVED_TO_TIERED_STORAGE, message, cause);
  }
}
