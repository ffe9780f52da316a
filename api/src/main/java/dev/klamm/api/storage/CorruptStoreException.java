package dev.klamm.api.storage;

/**
 * The store is damaged in a way that no crash explains. It was left as it is.
 *
 * @since 0.1
 */
public final class CorruptStoreException extends StorageException {

  private static final long serialVersionUID = 1L;

  public CorruptStoreException(String message) {
    super(message);
  }

  public CorruptStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
