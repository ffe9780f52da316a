package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * An open transaction holds offsets of the partition. What to do: wait until the transaction ends.
 *
 * <p>On the wire: {@link KafkaError#UNSTABLE_OFFSET_COMMIT}.
 *
 * @since 0.1
 */
public final class UnstableOffsetCommitException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public UnstableOffsetCommitException(String message) {
    this(message, null);
  }

  public UnstableOffsetCommitException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNSTABLE_OFFSET_COMMIT, message, cause);
  }
}
