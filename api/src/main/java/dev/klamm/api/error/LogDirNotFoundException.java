package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker has no such log directory. What to do: name one of its log.dirs.
 *
 * <p>On the wire: {@link KafkaError#LOG_DIR_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class LogDirNotFoundException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public LogDirNotFoundException(String message) {
    this(message, null);
  }

  public LogDirNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.LOG_DIR_NOT_FOUND, message, cause);
  }
}
