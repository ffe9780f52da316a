package dev.klamm.server.interop;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportProvider;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/** A broker on a TCP port of the system's choice, for strangers' clients. */
final class TestBroker implements AutoCloseable {

  private final Transport transport;
  private final Broker broker;

  private TestBroker(Transport transport, Broker broker) {
    this.transport = transport;
    this.broker = broker;
  }

  static TestBroker start(StorageBackend storage) {
    return start(storage, BrokerSettings.defaults());
  }

  static TestBroker start(StorageBackend storage, BrokerSettings settings) {
    Transport transport =
        ServiceLoader.load(TransportProvider.class)
            .findFirst()
            .orElseThrow()
            .open(1, "test", Map.of());
    BrokerRuntime runtime =
        new BrokerRuntime(storage, transport, Clock.system(), Thread::new, new SplittableRandom(1));
    return new TestBroker(transport, Broker.start(settings, runtime));
  }

  String bootstrapServers() {
    return broker.endpoint().toString();
  }

  Broker broker() {
    return broker;
  }

  @Override
  public void close() {
    broker.close();
    transport.close();
  }
}
