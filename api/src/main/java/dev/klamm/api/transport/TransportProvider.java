package dev.klamm.api.transport;

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
   * A transport with its own loops, ready to use.
   *
   * @param loops how many event loops, 1 or more
   * @param threadPrefix how its threads are named: the prefix, a dash, a number
   * @param settings from which a provider reads its own keys
   * @throws IllegalArgumentException naming the key, its value and what is allowed
   */
  Transport open(int loops, String threadPrefix, Map<String, String> settings);
}
