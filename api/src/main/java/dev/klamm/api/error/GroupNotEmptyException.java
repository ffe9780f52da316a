package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The group still has members. What to do: stop its members first.
 *
 * <p>On the wire: {@link KafkaError#NON_EMPTY_GROUP}.
 *
 * @since 0.1
 */
public final class GroupNotEmptyException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public GroupNotEmptyException(String message) {
    this(message, null);
  }

  public GroupNotEmptyException(String message, @Nullable Throwable cause) {
    super(KafkaError.NON_EMPTY_GROUP, message, cause);
  }
}
