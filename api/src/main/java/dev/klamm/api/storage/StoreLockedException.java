package dev.klamm.api.storage;

/**
 * Another process, or another store object in this one, holds the store. Stop it first.
 *
 * @since 0.1
 */
public final class StoreLockedException extends StorageException {

  private static final long serialVersionUID = 1L;

  public StoreLockedException(String message) {
    super(message);
  }
}
