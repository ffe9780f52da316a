package dev.klamm.api.error;

/**
 * {@code wakeup()} was called on the consumer, so the blocking call gave up. Nothing is lost; the
 * next call works as usual. The common use is to leave a poll loop from another thread.
 *
 * @since 0.1
 */
public final class WakeupException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public WakeupException() {
    super("the call was given up because wakeup() was called");
  }
}
