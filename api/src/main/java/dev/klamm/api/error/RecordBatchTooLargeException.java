package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The batch is larger than a segment of the log. What to do: lower batch.size, or raise
 * segment.bytes of the topic.
 *
 * <p>On the wire: {@link KafkaError#RECORD_LIST_TOO_LARGE}.
 *
 * @since 0.1
 */
public final class RecordBatchTooLargeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public RecordBatchTooLargeException(String message) {
    this(message, null);
  }

  public RecordBatchTooLargeException(String message, @Nullable Throwable cause) {
    super(KafkaError.RECORD_LIST_TOO_LARGE, message, cause);
  }
}
