package dev.klamm.core.runtime;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Unmodifiable copies without nulls that keep an order. Those of the JDK are in an order that
 * differs from one run of the virtual machine to the next, which would show in requests, and make a
 * simulation impossible to repeat.
 */
public final class Ordered {

  private Ordered() {}

  public static <T> Set<T> set(Collection<? extends T> elements) {
    elements.forEach(Objects::requireNonNull);
    return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
  }

  public static <K, V> Map<K, V> map(Map<? extends K, ? extends V> entries) {
    entries.forEach(
        (key, value) -> {
          Objects.requireNonNull(key);
          Objects.requireNonNull(value);
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
