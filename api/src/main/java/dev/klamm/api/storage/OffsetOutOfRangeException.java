package dev.klamm.api.storage;

/**
 * A read asks for an offset outside the log. The store goes on.
 *
 * @since 0.1
 */
public final class OffsetOutOfRangeException extends StorageException {

  private static final long serialVersionUID = 1L;

  public OffsetOutOfRangeException(String message) {
    super(message);
  }
}
