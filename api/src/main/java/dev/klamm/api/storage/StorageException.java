package dev.klamm.api.storage;

/**
 * A store cannot do what was asked. Unless a subclass says otherwise, it has failed for good and
 * must be opened again.
 *
 * @since 0.1
 */
public class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StorageException(String message) {
    super(message);
  }

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
