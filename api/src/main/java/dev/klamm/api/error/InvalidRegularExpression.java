package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The pattern of the subscription cannot be read. What to do: use the syntax of RE2/J.
 *
 * <p>On the wire: {@link KafkaError#INVALID_REGULAR_EXPRESSION}.
 *
 * @since 0.1
 */
public final class InvalidRegularExpression extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidRegularExpression(String message) {
    this(message, null);
  }

  public InvalidRegularExpression(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_REGULAR_EXPRESSION, message, cause);
  }
}
