package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The client sent more telemetry than the broker takes. What to do: subscribe to fewer metrics.
 *
 * <p>On the wire: {@link KafkaError#TELEMETRY_TOO_LARGE}.
 *
 * @since 0.1
 */
public final class TelemetryTooLargeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public TelemetryTooLargeException(String message) {
    this(message, null);
  }

  public TelemetryTooLargeException(String message, @Nullable Throwable cause) {
    super(KafkaError.TELEMETRY_TOO_LARGE, message, cause);
  }
}
