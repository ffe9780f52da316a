package dev.klamm.server;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageProvider;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportProvider;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.ListenerSettings;
import dev.klamm.core.group.GroupSettings;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * A broker with its transport and store, as a process: wired from properties, stopped by a signal.
 */
final class BrokerProcess implements AutoCloseable {

  private final Broker broker;
  private final Transport transport;
  private final String storageDescription;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private BrokerProcess(Broker broker, Transport transport, String storageDescription) {
    this.broker = broker;
    this.transport = transport;
    this.storageDescription = storageDescription;
  }

  /** Starts a broker as properties say, and has SIGTERM and SIGINT stop it. */
  static BrokerProcess start(Map<String, String> properties) {
    String address = storageAddress(properties);
    int colon = address.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "klamm.storage is '"
              + address
              + "', it must be NAME:PLACE, for example memory: or file:/data");
    }
    StorageBackend storage =
        provider(StorageProvider.class, address.substring(0, colon), StorageProvider::name)
            .backend(address.substring(colon + 1), properties);
    Transport transport =
        provider(TransportProvider.class, "tcp", TransportProvider::name)
            .open(loops(properties), "klamm-network", properties);
    try {
      Broker broker =
          Broker.start(
              settings(properties),
              new BrokerRuntime(
                  storage, transport, Clock.system(), threads(), new SplittableRandom()));
      BrokerProcess process = new BrokerProcess(broker, transport, address);
      Runtime.getRuntime().addShutdownHook(new Thread(process::close, "klamm-stop"));
      return process;
    } catch (RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  Broker broker() {
    return broker;
  }

  String storageDescription() {
    return storageDescription;
  }

  /** Waits until the process is told to stop. */
  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    broker.close();
    transport.close();
    stopped.countDown();
  }

  /** Without an address of its own the store is Kafka's: files where {@code log.dirs} says. */
  private static String storageAddress(Map<String, String> properties) {
    String directory =
        properties.getOrDefault("log.dirs", properties.getOrDefault("log.dir", "klamm-data"));
    return properties.getOrDefault("klamm.storage", "file:" + directory);
  }

  private static int loops(Map<String, String> properties) {
    return Integer.parseInt(properties.getOrDefault("num.network.threads", "1"));
  }

  private static BrokerSettings settings(Map<String, String> properties) {
    BrokerSettings defaults = BrokerSettings.defaults();
    String listeners = properties.getOrDefault("listeners", "PLAINTEXT://localhost:9092");
    int scheme = listeners.indexOf("://");
    int colon = listeners.lastIndexOf(':');
    ListenerSettings listener =
        new ListenerSettings(
            listeners.substring(0, scheme),
            new Endpoint(
                listeners.substring(scheme + 3, colon),
                Integer.parseInt(listeners.substring(colon + 1))),
            null);
    return new BrokerSettings(
        defaults.nodeId(),
        defaults.clusterId(),
        List.of(listener),
        defaults.limits(),
        defaults.topics(),
        properties.containsKey("klamm.durability")
            ? dev.klamm.api.storage.Durability.valueOf(
                properties.get("klamm.durability").toUpperCase(java.util.Locale.ROOT))
            : null,
        defaults.producerIdExpirationMs(),
        defaults.retentionCheckIntervalMs(),
        defaults.fetchSessionSlots(),
        groups(defaults.groups(), properties));
  }

  private static GroupSettings groups(GroupSettings defaults, Map<String, String> properties) {
    String delayMs = properties.get("group.initial.rebalance.delay.ms");
    return delayMs == null
        ? defaults
        : defaults.withInitialRebalanceDelayMs(Integer.parseInt(delayMs));
  }

  private static ThreadFactory threads() {
    return task -> {
      Thread thread = new Thread(task, "klamm-store");
      thread.setDaemon(true);
      return thread;
    };
  }

  private static <P> P provider(Class<P> type, String name, Function<P, String> nameOf) {
    return StreamSupport.stream(ServiceLoader.load(type).spliterator(), false)
        .filter(found -> nameOf.apply(found).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(type, name, nameOf)));
  }

  private static <P> String unknown(Class<P> type, String name, Function<P, String> nameOf) {
    List<String> known =
        StreamSupport.stream(ServiceLoader.load(type).spliterator(), false)
            .map(nameOf)
            .sorted()
            .toList();
    return "no " + type.getSimpleName() + " is called '" + name + "', there are " + known;
  }
}
