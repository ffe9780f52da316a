package dev.klamm.core.net;

import dev.klamm.api.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code bootstrap.servers}: {@code host:port}, {@code [::1]:port}, several with commas; or
 * one that begins with {@code klamm:}, for a broker in this process.
 */
public final class BootstrapAddresses {

  /** Where a broker in this process listens, on a network of its own. */
  public static final Endpoint IN_PROCESS = new Endpoint("embedded", 9092);

  private static final String SCHEME = "klamm:";

  private BootstrapAddresses() {}

  /**
   * @throws IllegalArgumentException naming the address that is wrong and what is allowed
   */
  public static List<Endpoint> parse(String servers) {
    if (isInProcess(servers)) {
      return List.of(IN_PROCESS);
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (String part : servers.split(",")) {
      if (!part.isBlank()) {
        endpoints.add(parseOne(part.trim()));
      }
    }
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException(
          "bootstrap.servers is empty: at least one host:port is needed, for example localhost:9092");
    }
    return List.copyOf(endpoints);
  }

  /** Whether this is the address of a broker in this process. */
  public static boolean isInProcess(String servers) {
    return servers.startsWith(SCHEME) && servers.indexOf(',') < 0;
  }

  private static Endpoint parseOne(String address) {
    if (address.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "'"
              + address
              + "' in bootstrap.servers names a broker in this process, which has no others beside it:"
              + " give this address alone, or only addresses of the form host:port");
    }
    String plain = address.substring(address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3);
    int colon = plain.lastIndexOf(':');
    if (colon <= 0 || colon == plain.length() - 1) {
      throw malformed(address);
    }
    String host = plain.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw malformed(address);
    }
    return new Endpoint(host, port(address, plain.substring(colon + 1)));
  }

  private static int port(String address, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw malformed(address);
    }
    throw malformed(address);
  }

  private static IllegalArgumentException malformed(String address) {
    return new IllegalArgumentException(
        "'"
            + address
            + "' in bootstrap.servers is not an address: host:port is expected with a port of 1 to"
            + " 65535, and an IPv6 address in brackets, as in [::1]:9092");
  }
}
