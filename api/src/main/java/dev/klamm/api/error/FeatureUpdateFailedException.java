package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker could not change the feature level. What to do: look in its log for the cause.
 *
 * <p>On the wire: {@link KafkaError#FEATURE_UPDATE_FAILED}.
 *
 * @since 0.1
 */
public final class FeatureUpdateFailedException extends FatalException {
  private static final long serialVersionUID = 1L;

  public FeatureUpdateFailedException(String message) {
    this(message, null);
  }

  public FeatureUpdateFailedException(String message, @Nullable Throwable cause) {
    super(KafkaError.FEATURE_UPDATE_FAILED, message, cause);
  }
}
