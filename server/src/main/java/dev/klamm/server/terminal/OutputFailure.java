package dev.klamm.server.terminal;

import java.io.IOException;
import java.util.Locale;

/**
 * The output takes no more. When it is a pipe whose reader has left, as {@code head} does, that is
 * the end of the command and no error.
 */
public final class OutputFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean readerLeft;

  private OutputFailure(IOException cause, boolean readerLeft) {
    super("cannot write the output: " + cause.getMessage(), cause);
    this.readerLeft = readerLeft;
  }

  public static OutputFailure of(IOException cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return new OutputFailure(
        cause, text.contains("broken pipe") || text.contains("pipe is being closed"));
  }

  public boolean readerLeft() {
    return readerLeft;
  }
}
