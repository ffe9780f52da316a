package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The member belongs to a generation of the group that is over. What to do: join the group again;
 * offsets of the old generation can no longer be committed.
 *
 * <p>On the wire: {@link KafkaError#ILLEGAL_GENERATION}.
 *
 * @since 0.1
 */
public final class IllegalGenerationException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public IllegalGenerationException(String message) {
    this(message, null);
  }

  public IllegalGenerationException(String message, @Nullable Throwable cause) {
    super(KafkaError.ILLEGAL_GENERATION, message, cause);
  }
}
