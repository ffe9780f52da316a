package dev.klamm.api.runtime;

/**
 * Something scheduled that can be called off.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Cancellable {

  /** Calls it off. Without effect when it already ran or was called off. Any thread may call it. */
  void cancel();
}
