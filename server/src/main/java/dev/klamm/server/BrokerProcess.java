package dev.klamm.server;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageProvider;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportProvider;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
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
    BrokerSettings settings = BrokerSettings.of(properties);
    String address = settings.storageAddress();
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
            .open(settings.networkThreads(), "klamm-network", properties);
    try {
      Broker broker =
          Broker.start(
              settings,
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
