package dev.klamm.api.storage;

/**
 * An append does not begin at its log's end. Nothing of its batch took effect, and the store goes
 * on.
 *
 * @since 0.1
 */
public final class OffsetMismatchException extends StorageException {

  private static final long serialVersionUID = 1L;

  public OffsetMismatchException(String message) {
    super(message);
  }
}
