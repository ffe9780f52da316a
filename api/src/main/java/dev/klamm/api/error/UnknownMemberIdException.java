package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The coordinator does not know this member, mostly because its session ran out. What to do: join
 * the group again; if it recurs, raise session.timeout.ms or max.poll.interval.ms.
 *
 * <p>On the wire: {@link KafkaError#UNKNOWN_MEMBER_ID}.
 *
 * @since 0.1
 */
public final class UnknownMemberIdException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public UnknownMemberIdException(String message) {
    this(message, null);
  }

  public UnknownMemberIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_MEMBER_ID, message, cause);
  }
}
