package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * What the client knows of the cluster does not hold any more. Clients refresh their metadata
 * before they try again.
 *
 * @since 0.1
 */
public abstract class InvalidMetadataException extends RefreshRetriableException {
  private static final long serialVersionUID = 1L;

  InvalidMetadataException(KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }
}
