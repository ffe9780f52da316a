package dev.klamm.api.storage;

/**
 * Somebody else opened the store since: this opening may write no more. Nothing that was not
 * reported durable is acknowledged.
 *
 * @since 0.1
 */
public final class StaleEpochException extends StorageException {

  private static final long serialVersionUID = 1L;

  public StaleEpochException(String message) {
    super(message);
  }
}
