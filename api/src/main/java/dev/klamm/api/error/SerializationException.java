package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A key or value cannot be turned into bytes or back. Serializers and deserializers throw it; the
 * record at hand is at fault, the client stays usable.
 *
 * @since 0.1
 */
public class SerializationException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public SerializationException(String message) {
    this(message, null);
  }

  public SerializationException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_SERVER_ERROR, message, cause);
  }
}
