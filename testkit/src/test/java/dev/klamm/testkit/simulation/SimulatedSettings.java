package dev.klamm.testkit.simulation;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.ListenerSettings;
import java.util.List;

/** Broker settings for a simulation: the defaults, at an address of the simulated network. */
final class SimulatedSettings {

  private SimulatedSettings() {}

  static BrokerSettings at(BrokerSettings defaults, ListenerSettings listener) {
    return new BrokerSettings(
        defaults.nodeId(),
        "simulated-cluster-id-1",
        List.of(listener),
        defaults.limits(),
        defaults.topics(),
        defaults.durability(),
        defaults.producerIdExpirationMs(),
        defaults.retentionCheckIntervalMs(),
        defaults.fetchSessionSlots(),
        defaults.groups());
  }
}
