package dev.klamm.api.config;

import java.util.List;

/**
 * The form of an address: {@code host:port}, {@code [v6]:port}, {@code PROTOCOL://host:port}, or
 * {@code klamm:...}.
 */
final class BootstrapAddress {
  private static final int HIGHEST_PORT = 65535;

  private BootstrapAddress() {}

  static boolean areValid(List<String> addresses) {
    return !addresses.isEmpty() && addresses.stream().allMatch(BootstrapAddress::isValid);
  }

  private static boolean isValid(String address) {
    if (address.startsWith("klamm:")) {
      return address.length() > "klamm:".length();
    }
    String rest = address.substring(address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3);
    int colon = rest.lastIndexOf(':');
    return colon > 0 && isHost(rest.substring(0, colon)) && isPort(rest.substring(colon + 1));
  }

  private static boolean isHost(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed
        ? host.length() > 2
        : host.chars().noneMatch(c -> c == '/' || Character.isWhitespace(c));
  }

  private static boolean isPort(String port) {
    return !port.isEmpty()
        && port.length() <= 5
        && port.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(port) >= 1
        && Integer.parseInt(port) <= HIGHEST_PORT;
  }
}
