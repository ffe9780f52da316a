package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A member must join with the id that the coordinator gives it. What to do: join again with the id
 * of the answer.
 *
 * <p>On the wire: {@link KafkaError#MEMBER_ID_REQUIRED}.
 *
 * @since 0.1
 */
public final class MemberIdRequiredException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public MemberIdRequiredException(String message) {
    this(message, null);
  }

  public MemberIdRequiredException(String message, @Nullable Throwable cause) {
    super(KafkaError.MEMBER_ID_REQUIRED, message, cause);
  }
}
