package dev.klamm.core.embedded;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.net.BootstrapAddresses;
import java.util.HashMap;
import java.util.Map;

/** What differs for a broker that lives with its clients. */
final class EmbeddedSettings {
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
    all.put(LISTENERS, "PLAINTEXT://" + BootstrapAddresses.IN_PROCESS);
    return BrokerSettings.of(all);
  }
}
