package dev.klamm.api.storage;

/**
 * The store was written by a newer version or by something else. It was left as it is.
 *
 * @since 0.1
 */
public final class UnsupportedFormatException extends StorageException {

  private static final long serialVersionUID = 1L;

  public UnsupportedFormatException(String message) {
    super(message);
  }
}
