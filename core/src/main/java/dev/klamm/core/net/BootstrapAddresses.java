package dev.klamm.core.net;

import dev.klamm.api.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code bootstrap.servers}: {@code host:port}, {@code [::1]:port}, several with commas. */
public final class BootstrapAddresses {

  private static final String EMBEDDED = "klamm:";

  private BootstrapAddresses() {}

  /**
   * @throws IllegalArgumentException naming the address that is wrong and what is allowed
   */
  public static List<Endpoint> parse(String servers) {
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

  private static Endpoint parseOne(String address) {
    if (address.startsWith(EMBEDDED)) {
      throw new IllegalArgumentException(
          "'"
              + address
              + "' in bootstrap.servers names a broker inside this process: take clients of it from"
              + " dev.klamm.core.embedded.Klamm, as in Klamm.embedded(\""
              + address
              + "\").producer(...); here host:port is expected");
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
