package dev.klamm.api.transport;

import dev.klamm.api.config.ConfigKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes transports from configuration; found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface TransportProvider {

  /** Its transport's {@link Transport#name()}. */
  String name();

  /**
   * The keys it reads that are its own, so that a mistyped one can be told. Empty, as it is unless
   * overridden, when it does not say: then all that begin with its prefix are left to it.
   */
  default Collection<ConfigKey<?>> keys() {
    return List.of();
  }

  /**
   * A transport with its own loops, ready to use.
   *
   * @param loops how many event loops, 1 or more
   * @param threadPrefix how its threads are named: the prefix, a dash, a number
   * @param settings from which a provider reads its own keys
   * @throws IllegalArgumentException naming the key, its value and what is allowed
   */
  Transport open(int loops, String threadPrefix, Map<String, String> settings);
}
