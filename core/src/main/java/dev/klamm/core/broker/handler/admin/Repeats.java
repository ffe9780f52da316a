package dev.klamm.core.broker.handler.admin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds what a request names twice, which no change may do: it would not say which one counts. */
final class Repeats {

  private Repeats() {}

  /** The keys that more than one item has. */
  static <T, K> Set<K> in(List<T> items, Function<T, K> key) {
    Set<K> seen = new HashSet<>();
    Set<K> repeated = new HashSet<>();
    for (T item : items) {
      K found = key.apply(item);
      if (!seen.add(found)) {
        repeated.add(found);
      }
    }
    return repeated;
  }
}
