package dev.klamm.core.net;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a client lives on. A client takes one loop of the transport and closes the runtime when it
 * is closed itself; a runtime that is shared has nothing to do then.
 *
 * @param transport opens connections
 * @param loop one of the transport's loops: the one that owns all of the client's state
 * @param random for spreading of delays and for choices between equals; used on the loop only
 * @param onClose gives back what only this client used; may block, so never called on the loop
 */
public record ClientRuntime(
    Transport transport, EventLoop loop, RandomGenerator random, Runnable onClose)
    implements AutoCloseable {

  /** The transport that addresses of the form {@code host:port} are reached by. */
  private static final String TCP = "tcp";

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  public Clock clock() {
    return loop.clock();
  }

  /** A runtime of a transport that someone else closes. */
  public static ClientRuntime shared(Transport transport, RandomGenerator random) {
    return new ClientRuntime(transport, transport.eventLoops().get(0), random, () -> {});
  }

  /**
   * A runtime that reaches what {@code bootstrap.servers} names: with a TCP transport of its own,
   * one loop and one thread, or with one to a broker in this process.
   *
   * @param threadPrefix how the thread is named
   * @param settings from which the transport reads its own keys
   * @throws IllegalStateException when no TCP transport is on the class path, naming what to add
   */
  public static ClientRuntime open(String threadPrefix, Map<String, String> settings) {
    String servers = settings.getOrDefault(BOOTSTRAP_SERVERS, "").replaceAll("[\\[\\] ]", "");
    if (BootstrapAddresses.isInProcess(servers)) {
      return brokersInProcess().connect(servers, threadPrefix);
    }
    Transport transport = tcp().open(1, threadPrefix, settings);
    return new ClientRuntime(
        transport, transport.eventLoops().get(0), new SplittableRandom(), transport::close);
  }

  private static BrokersInProcess brokersInProcess() {
    return ServiceLoader.load(BrokersInProcess.class)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("klamm-core is not whole: no embedded broker"));
  }

  /**
   * What makes TCP transports.
   *
   * @throws IllegalStateException when there is none on the class path, naming what to add
   */
  public static TransportProvider tcp() {
    List<String> found = new ArrayList<>();
    for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
      if (provider.name().equals(TCP)) {
        return provider;
      }
      found.add(provider.name());
    }
    throw new IllegalStateException(
        "no TCP transport on the class path: add the artifact dev.klamm:klamm-transport-tcp"
            + (found.isEmpty() ? "" : " (only these transports are there: " + found + ")"));
  }

  @Override
  public void close() {
    onClose.run();
  }
}
