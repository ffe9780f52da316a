package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Support;
import dev.klamm.api.error.ConfigException;
import dev.klamm.core.runtime.Ordered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said for one listener above what holds for all: {@code listener.name.NAME.KEY}, where
 * Kafka has the name in lower case, and {@code listener.name.NAME.MECHANISM.KEY} for a mechanism of
 * SASL. Immutable.
 */
final class ListenerOverrides {

  static final String PREFIX = "listener.name.";

  /** The keys that may differ from listener to listener. */
  private static final Set<ConfigKey<?>> HONOURED = Set.of(ListenerKeys.MAX_CONNECTIONS);

  /** Of all others only these are Kafka's to be set for a listener. */
  private static final List<String> OF_LISTENERS =
      List.of(
          "ssl.",
          "sasl.",
          "connections.max.reauth.ms",
          "max.connection.creation.rate",
          "num.network.threads",
          "principal.builder.class");

  private final Map<String, String> given;
  private final Map<String, Object> values = new HashMap<>();
  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> listeners;

  private ListenerOverrides(Map<String, String> given, Set<String> listeners) {
    this.given = given;
    this.listeners = listeners;
  }

  static boolean isOne(String name) {
    return name.startsWith(PREFIX);
  }

  /**
   * Checks them all.
   *
   * @param listeners the names that {@code listeners} has, in lower case
   * @throws ConfigException naming everything that is wrong, one to a line
   */
  static ListenerOverrides of(Map<String, String> properties, Collection<String> listeners) {
    ListenerOverrides overrides = new ListenerOverrides(properties, Ordered.set(listeners));
    properties.forEach(overrides::add);
    if (!overrides.problems.isEmpty()) {
      throw new ConfigException(String.join("\n", overrides.problems));
    }
    return overrides;
  }

  private void add(String name, String value) {
    int dot = name.indexOf('.', PREFIX.length());
    if (dot < 0 || dot == name.length() - 1) {
      problems.add("'" + name + "' is not a known key: " + PREFIX + "NAME.KEY is expected");
      return;
    }
    String listener = name.substring(PREFIX.length(), dot).toLowerCase(Locale.ROOT);
    ServerKey key = key(name.substring(dot + 1));
    if (key == null) {
      problems.add(
          "'" + name + "' is not a known key: there is no '" + name.substring(dot + 1) + "'");
      return;
    }
    entries.add(entry(name, key, value));
    try {
      Object parsed = key.key().parse(value);
      if (!listeners.contains(listener)) {
        warnings.add(name + " has no effect: listeners has no '" + listener + "'");
      } else if (HONOURED.contains(key.key()) && parsed != null) {
        values.put(listener + '.' + key.name(), parsed);
      } else {
        warnings.add(name + " is accepted without effect: " + reason(key));
      }
    } catch (IllegalArgumentException e) {
      problems.add(PREFIX + listener + "." + e.getMessage());
    }
  }

  /** The broker's key, also behind the name of a mechanism. */
  private static @Nullable ServerKey key(String name) {
    ServerKey key = ServerKeys.BROKER.find(name);
    int dot = name.indexOf('.');
    return key != null || dot < 0 || !name.startsWith("sasl.", dot + 1)
        ? key
        : ServerKeys.BROKER.find(name.substring(dot + 1));
  }

  private static String reason(ServerKey key) {
    if (key.key().support() != Support.HONOURED) {
      return key.key().reason();
    }
    return OF_LISTENERS.stream().anyMatch(key.name()::startsWith)
        ? "it is the same for all listeners here; set '" + key.name() + "'"
        : "'" + key.name() + "' is not a listener's key";
  }

  /** What is said for a listener alone, or null. */
  @SuppressWarnings("unchecked") // a key put in the value, so it has the key's type
  <T> @Nullable T get(String listener, ConfigKey<T> key) {
    return (T) values.get(listener.toLowerCase(Locale.ROOT) + '.' + key.name());
  }

  private static ConfigEntry entry(String name, ServerKey key, String value) {
    String shown = key.isSensitive() ? null : value;
    return new ConfigEntry(
        name,
        shown,
        ConfigSource.STATIC_BROKER,
        true,
        key.isSensitive(),
        key.type(),
        "For one listener: " + ServerKey.documentation(key.key()),
        List.of(new ConfigEntry.Synonym(name, shown, ConfigSource.STATIC_BROKER)));
  }

  List<String> warnings() {
    return warnings;
  }

  /** To be shown, by name. */
  List<ConfigEntry> entries() {
    return entries;
  }

  /** As they were set. */
  Map<String, String> given() {
    return given;
  }
}
