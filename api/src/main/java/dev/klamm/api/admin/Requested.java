package dev.klamm.api.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the outcome of one of the things that a call was made for. */
final class Requested {
  private Requested() {}

  /**
   * The value of a key.
   *
   * @throws IllegalArgumentException if the call was not made for it
   */
  static <K, V> V in(Map<K, V> outcomes, K key) {
    @Nullable V outcome = outcomes.get(key);
    if (outcome == null) {
      throw new IllegalArgumentException(
          key + " was not part of the request, only " + outcomes.keySet());
    }
    return outcome;
  }
}
