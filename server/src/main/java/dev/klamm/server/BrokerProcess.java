package dev.klamm.server;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageProvider;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportProvider;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.config.PartKeys;
import dev.klamm.core.runtime.ThreadEventLoop;
import java.io.PrintStream;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker with its transport and store, as a process: wired from properties, stopped by a signal.
 */
final class BrokerProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);

  private final Broker broker;
  private final Transport transport;
  private final ThreadEventLoop background;
  private final String storageDescription;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private BrokerProcess(
      Broker broker, Transport transport, ThreadEventLoop background, String storageDescription) {
    this.broker = broker;
    this.transport = transport;
    this.background = background;
    this.storageDescription = storageDescription;
  }

  /** Starts a broker as properties say. */
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
    String storageName = address.substring(0, colon);
    StorageProvider provider = storageProvider(storageName);
    PartKeys.load().check(properties, storageName).forEach(LOG::warn);
    StorageBackend storage = provider.backend(address.substring(colon + 1), properties);
    Transport transport =
        transportProvider().open(settings.networkThreads(), "klamm-network", properties);
    ThreadEventLoop background = ThreadEventLoop.start(threads("klamm-background"), Clock.system());
    try {
      Broker broker =
          Broker.start(
              settings,
              new BrokerRuntime(
                  storage,
                  transport,
                  Clock.system(),
                  threads("klamm-store"),
                  new SplittableRandom(),
                  background));
      return new BrokerProcess(broker, transport, background, address);
    } catch (RuntimeException e) {
      background.close();
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

  /** Has SIGTERM and SIGINT stop it in good order, and a second one end it at once. */
  void stopOnSignal(PrintStream err) {
    Thread stop =
        new Thread(
            () -> {
              if (stopped.getCount() > 0) {
                SecondSignal.kills();
                err.println("klamm: stopping; a second signal ends it at once");
                close();
              }
            },
            "klamm-stop");
    Runtime.getRuntime().addShutdownHook(stop);
  }

  @Override
  public void close() {
    broker.close();
    background.close();
    transport.close();
    stopped.countDown();
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static StorageProvider storageProvider(String name) {
    Map<String, StorageProvider> found = new TreeMap<>();
    ServiceLoader.load(StorageProvider.class).forEach(each -> found.put(each.name(), each));
    StorageProvider provider = found.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "klamm.storage names the store '" + name + "', there are " + found.keySet());
    }
    return provider;
  }

  private static TransportProvider transportProvider() {
    for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
      if (provider.name().equals("tcp")) {
        return provider;
      }
    }
    throw new IllegalStateException("there is no TCP transport on the class path");
  }
}
