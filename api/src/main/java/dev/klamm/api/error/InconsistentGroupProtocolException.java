package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The member shares no protocol type or assignor with the rest of the group. What to do: give all
 * members at least one common entry in partition.assignment.strategy.
 *
 * <p>On the wire: {@link KafkaError#INCONSISTENT_GROUP_PROTOCOL}.
 *
 * @since 0.1
 */
public final class InconsistentGroupProtocolException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InconsistentGroupProtocolException(String message) {
    this(message, null);
  }

  public InconsistentGroupProtocolException(String message, @Nullable Throwable cause) {
    super(KafkaError.INCONSISTENT_GROUP_PROTOCOL, message, cause);
  }
}
