package dev.klamm.core.embedded;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.broker.BrokerSettings;
import java.util.HashMap;
import java.util.Map;

/** What differs for a broker that lives with its clients. */
final class EmbeddedSettings {
  /** A name on a network that nobody else is on. */
  static final Endpoint ADDRESS = new Endpoint("embedded", 9092);

  private static final String LISTENERS = "listeners";
  private static final String REBALANCE_DELAY = "group.initial.rebalance.delay.ms";

  private EmbeddedSettings() {}

  /** A group begins at once: its members are not still being started on other machines. */
  static BrokerSettings of(Map<String, String> properties) {
    if (properties.containsKey(LISTENERS)) {
      throw new IllegalArgumentException(
          LISTENERS
              + " is '"
              + properties.get(LISTENERS)
              + "', but an embedded broker has no port by itself: leave it out, and open one with"
              + " listen(port)");
    }
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent(REBALANCE_DELAY, "0");
    all.put(LISTENERS, "PLAINTEXT://" + ADDRESS);
    return BrokerSettings.of(all);
  }
}
