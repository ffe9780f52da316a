package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The committed offsets do not fit into one batch. What to do: commit fewer partitions at a time,
 * or shorten the text stored with them.
 *
 * <p>On the wire: {@link KafkaError#INVALID_COMMIT_OFFSET_SIZE}.
 *
 * @since 0.1
 */
public final class InvalidCommitOffsetSizeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidCommitOffsetSizeException(String message) {
    this(message, null);
  }

  public InvalidCommitOffsetSizeException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_COMMIT_OFFSET_SIZE, message, cause);
  }
}
