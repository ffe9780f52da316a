package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker cannot read or write its storage. What to do: check its disk and its log; clients try
 * again meanwhile.
 *
 * <p>On the wire: {@link KafkaError#KAFKA_STORAGE_ERROR}.
 *
 * @since 0.1
 */
public final class KafkaStorageException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public KafkaStorageException(String message) {
    this(message, null);
  }

  public KafkaStorageException(String message, @Nullable Throwable cause) {
    super(KafkaError.KAFKA_STORAGE_ERROR, message, cause);
  }
}
