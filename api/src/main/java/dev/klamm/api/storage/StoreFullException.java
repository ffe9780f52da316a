package dev.klamm.api.storage;

/**
 * No space is left. Everything reported durable is safe; free some space and open the store again.
 *
 * @since 0.1
 */
public final class StoreFullException extends StorageException {

  private static final long serialVersionUID = 1L;

  public StoreFullException(String message) {
    super(message);
  }

  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
