package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A record or batch is larger than the receiver takes. What to do: make it smaller, compress it, or
 * raise max.message.bytes of the topic (and max.request.size of the producer).
 *
 * <p>On the wire: {@link KafkaError#MESSAGE_TOO_LARGE}.
 *
 * @since 0.1
 */
public final class RecordTooLargeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public RecordTooLargeException(String message) {
    this(message, null);
  }

  public RecordTooLargeException(String message, @Nullable Throwable cause) {
    super(KafkaError.MESSAGE_TOO_LARGE, message, cause);
  }
}
