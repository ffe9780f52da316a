package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A batch is damaged, is too large, or lacks the keys that its compacted topic needs. What to do:
 * send it again; if it stays, check that every record of a compacted topic has a key, then network
 * and disks.
 *
 * <p>On the wire: {@link KafkaError#CORRUPT_MESSAGE}.
 *
 * @since 0.1
 */
public final class CorruptRecordException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public CorruptRecordException(String message) {
    this(message, null);
  }

  public CorruptRecordException(String message, @Nullable Throwable cause) {
    super(KafkaError.CORRUPT_MESSAGE, message, cause);
  }
}
