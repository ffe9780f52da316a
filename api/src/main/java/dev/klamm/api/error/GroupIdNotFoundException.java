package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * There is no such group. What to do: check the group's id and its type.
 *
 * <p>On the wire: {@link KafkaError#GROUP_ID_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class GroupIdNotFoundException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public GroupIdNotFoundException(String message) {
    this(message, null);
  }

  public GroupIdNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.GROUP_ID_NOT_FOUND, message, cause);
  }
}
