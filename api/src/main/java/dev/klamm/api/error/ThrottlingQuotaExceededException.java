package dev.klamm.api.error;

import java.time.Duration;

/**
 * A quota is used up. What to do: wait for {@link #throttleTime()}, then try again; the admin
 * client does so by itself unless told not to.
 *
 * <p>On the wire: {@link KafkaError#THROTTLING_QUOTA_EXCEEDED}.
 *
 * @since 0.1
 */
public final class ThrottlingQuotaExceededException extends RetriableException {
  private static final long serialVersionUID = 1L;

  private final int throttleTimeMs;

  public ThrottlingQuotaExceededException(String message) {
    this(0, message);
  }

  public ThrottlingQuotaExceededException(int throttleTimeMs, String message) {
    super(KafkaError.THROTTLING_QUOTA_EXCEEDED, message, null);
    this.throttleTimeMs = throttleTimeMs;
  }

  /** How long the broker asks to wait, in milliseconds; 0 if it did not say. */
  public int throttleTimeMs() {
    return throttleTimeMs;
  }

  public Duration throttleTime() {
    return Duration.ofMillis(throttleTimeMs);
  }
}
