package dev.klamm.protocol;

/**
 * The bytes are not the message they should be. The peer is broken or hostile: close its
 * connection.
 */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(message);
  }
}
