package dev.klamm.core.broker;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.ListenerKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the listeners from {@code listeners} and the keys around it. */
final class ListenerProperties {

  private final Map<String, Endpoint> listeners;
  private final Map<String, Endpoint> advertised;
  private final Map<String, String> protocols = new LinkedHashMap<>();
  private final Set<String> forControllers = new TreeSet<>();

  private ListenerProperties(BrokerConfig config) {
    listeners = endpoints("listeners", config.require(ListenerKeys.LISTENERS));
    List<String> told = config.get(ListenerKeys.ADVERTISED_LISTENERS);
    advertised = endpoints("advertised.listeners", told == null ? List.of() : told);
    for (String name : config.require(ListenerKeys.CONTROLLER_LISTENERS)) {
      forControllers.add(name.toUpperCase(Locale.ROOT));
    }
    for (String entry : config.require(ListenerKeys.SECURITY_PROTOCOLS)) {
      int colon = entry.indexOf(':');
      if (colon < 1) {
        throw new ConfigException(
            "listener.security.protocol.map has '" + entry + "', but must be NAME:PROTOCOL");
      }
      protocols.put(
          entry.substring(0, colon).toUpperCase(Locale.ROOT),
          entry.substring(colon + 1).trim().toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Reads the listeners, without those meant for controllers.
   *
   * @throws ConfigException naming the key and what is wrong with it
   */
  static List<ListenerSettings> read(BrokerConfig config) {
    return new ListenerProperties(config).read();
  }

  private List<ListenerSettings> read() {
    List<ListenerSettings> read = new ArrayList<>();
    listeners.forEach(
        (name, bind) -> {
          if (!forControllers.contains(name)) {
            checkProtocol(name);
            read.add(new ListenerSettings(name, bind, advertised.get(name)));
          }
        });
    if (read.isEmpty()) {
      throw new ConfigException("listeners has none for clients");
    }
    for (String name : advertised.keySet()) {
      if (!listeners.containsKey(name)) {
        throw new ConfigException(
            "advertised.listeners has '" + name + "', but listeners only " + listeners.keySet());
      }
    }
    return read;
  }

  private void checkProtocol(String name) {
    String protocol = protocols.get(name);
    if (protocol == null) {
      throw new ConfigException(
          "listeners has '"
              + name
              + "', but listener.security.protocol.map does not say its protocol");
    }
    if (!protocol.equals("PLAINTEXT")) {
      throw new ConfigException(
          "listener '" + name + "' has the protocol " + protocol + ", but only PLAINTEXT is there");
    }
  }

  private static Map<String, Endpoint> endpoints(String key, List<String> entries) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    for (String entry : entries) {
      int scheme = entry.indexOf("://");
      int colon = entry.lastIndexOf(':');
      if (scheme < 1 || colon < scheme + 3) {
        throw new ConfigException(key + " has '" + entry + "', but must be NAME://host:port");
      }
      String name = entry.substring(0, scheme).toUpperCase(Locale.ROOT);
      if (endpoints.put(name, endpoint(key, entry, scheme + 3, colon)) != null) {
        throw new ConfigException(key + " has '" + name + "' twice");
      }
    }
    return endpoints;
  }

  private static Endpoint endpoint(String key, String entry, int from, int colon) {
    String host = entry.substring(from, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new Endpoint(host, Integer.parseInt(entry.substring(colon + 1).trim()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          key + " has '" + entry + "', but its port must be a number from 0 to 65535", e);
    }
  }
}
