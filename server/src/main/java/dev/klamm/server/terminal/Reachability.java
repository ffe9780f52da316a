package dev.klamm.server.terminal;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.BootstrapAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether anyone listens at an address. Clients try for long, since brokers come back; a command
 * with a wrong address should say so at once.
 */
public final class Reachability {

  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private Reachability() {}

  /**
   * Passes if one of the addresses takes connections, or names a broker in this process.
   *
   * @throws CommandFailure saying why none does
   */
  static void require(String servers) {
    if (BootstrapAddresses.isInProcess(servers)) {
      return;
    }
    List<String> why = new ArrayList<>();
    for (Endpoint endpoint : BootstrapAddresses.parse(servers)) {
      String failure = failure(endpoint.host(), endpoint.port());
      if (failure == null) {
        return;
      }
      why.add(endpoint + " (" + failure + ")");
    }
    throw new CommandFailure(
        "cannot reach "
            + String.join(", ", why)
            + ": start a broker there, for example by 'klamm server', or name another with --bootstrap-server");
  }

  /** Why no connection comes about, or null if one does. */
  public static @Nullable String failure(String host, int port) {
    try (Socket socket = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        return "no such host";
      }
      socket.connect(address, CONNECT_TIMEOUT_MS);
      return null;
    } catch (UnknownHostException e) {
      return "no such host";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
