package dev.klamm.core.transport;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.TransportException;
import dev.klamm.api.transport.TransportProvider;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network inside one process. Two networks know nothing of each other, so brokers and clients are
 * joined by being given transports of the same one.
 *
 * <p>Host names are free: whatever a listener was bound to can be connected to. As with real
 * addresses, {@code localhost} is {@code 127.0.0.1}, and a listener on the empty host or {@code
 * 0.0.0.0} is reached by every name on its port. Any thread may call it.
 */
public final class InProcessNetwork implements TransportProvider {

  /** The setting for the host name that peers see of a transport. */
  public static final String HOST_SETTING = "host";

  private static final String LOCAL_HOST = "127.0.0.1";
  private static final int FIRST_FREE_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  private final Clock clock;
  private final Map<Endpoint, InProcessListener> listeners = new HashMap<>();
  private int lastFreePort = LAST_PORT;

  /**
   * @param clock what the transports' loops go by
   */
  public InProcessNetwork(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "in-process";
  }

  /**
   * @param settings {@value #HOST_SETTING}: the host that peers see connections of this transport
   *     come from; 127.0.0.1 when missing
   */
  @Override
  public InProcessTransport open(int loops, String threadPrefix, Map<String, String> settings) {
    if (loops < 1) {
      throw new IllegalArgumentException("loops is " + loops + ", allowed is 1 or more");
    }
    String host = settings.getOrDefault(HOST_SETTING, LOCAL_HOST);
    return new InProcessTransport(this, clock, host, loops, threadPrefix);
  }

  /** A transport seen as coming from 127.0.0.1. */
  public InProcessTransport open(int loops, String threadPrefix) {
    return open(loops, threadPrefix, Map.of());
  }

  /** Finds a port when 0 is asked for; returns what was bound, with the host as asked for. */
  synchronized Endpoint bind(Endpoint wanted, InProcessListener listener) {
    int port = wanted.port() == 0 ? freePort() : wanted.port();
    Endpoint bound = new Endpoint(wanted.host(), port);
    Endpoint key = key(wanted.host(), port);
    for (Endpoint taken : listeners.keySet()) {
      if (taken.port() == port && (taken.equals(key) || isAny(taken) || isAny(key))) {
        throw new TransportException(
            "address already in use: "
                + bound
                + " in this in-process network; close the other listener or choose another port");
      }
    }
    listeners.put(key, listener);
    return bound;
  }

  synchronized void unbind(Endpoint bound) {
    listeners.remove(key(bound.host(), bound.port()));
  }

  synchronized @Nullable InProcessListener find(Endpoint remote) {
    InProcessListener exact = listeners.get(key(remote.host(), remote.port()));
    return exact != null ? exact : listeners.get(key("", remote.port()));
  }

  /** A port that nobody listens on. */
  synchronized int freePort() {
    for (int tries = FIRST_FREE_PORT; tries <= LAST_PORT; tries++) {
      lastFreePort = lastFreePort == LAST_PORT ? FIRST_FREE_PORT : lastFreePort + 1;
      if (listeners.keySet().stream().noneMatch(taken -> taken.port() == lastFreePort)) {
        return lastFreePort;
      }
    }
    throw new TransportException(
        "all ports from " + FIRST_FREE_PORT + " to " + LAST_PORT + " of this network are in use");
  }

  private static Endpoint key(String host, int port) {
    return switch (host) {
      case "", "0.0.0.0", "::" -> new Endpoint("", port);
      case "localhost" -> new Endpoint(LOCAL_HOST, port);
      default -> new Endpoint(host.toLowerCase(Locale.ROOT), port);
    };
  }

  private static boolean isAny(Endpoint key) {
    return key.host().isEmpty();
  }
}
