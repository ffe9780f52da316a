package dev.klamm.server.terminal;

import org.jspecify.annotations.Nullable;

/** A command could not do what it was asked; its message is all that the user is told. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
