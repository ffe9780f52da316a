package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The group was not deleted completely. What to do: read the message of the group's result and
 * delete it again.
 *
 * <p>On the wire: {@link KafkaError#GROUP_DELETION_FAILED}.
 *
 * @since 0.1
 */
public final class GroupDeletionFailedException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public GroupDeletionFailedException(String message) {
    this(message, null);
  }

  public GroupDeletionFailedException(String message, @Nullable Throwable cause) {
    super(KafkaError.GROUP_DELETION_FAILED, message, cause);
  }
}
