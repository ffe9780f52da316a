package dev.klamm.api.admin;

import org.jspecify.annotations.Nullable;

/**
 * What the options of every admin call have in common: a time limit.
 *
 * @param <T> the options themselves
 * @since 0.1
 */
public abstract class AbstractOptions<T extends AbstractOptions<T>> {
  private @Nullable Integer timeoutMs;

  AbstractOptions() {}

  /**
   * Within how many milliseconds the call must be done; null stands for {@code
   * default.api.timeout.ms}.
   */
  @SuppressWarnings("unchecked") // each class of options passes itself as T
  public T timeoutMs(@Nullable Integer limit) {
    timeoutMs = limit;
    return (T) this;
  }

  /** The time limit in milliseconds, or null for {@code default.api.timeout.ms}. */
  public @Nullable Integer timeoutMs() {
    return timeoutMs;
  }
}
