package dev.klamm.core.broker.config;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One change of one key (KIP-339).
 *
 * @param value null only to delete
 */
public record ConfigChange(String name, Operation operation, @Nullable String value) {

  /** What to do with a key, in the order of the protocol's numbers. */
  public enum Operation {
    SET,
    /** Goes back to what holds without it. */
    DELETE,
    /** Adds items to a list that does not have them yet. */
    APPEND,
    /** Removes items from a list. */
    SUBTRACT;

    /**
     * The operation of a number.
     *
     * @throws InvalidRequestException when there is none
     */
    public static Operation of(byte code) {
      if (code < 0 || code >= values().length) {
        throw new InvalidRequestException("operation " + code + " on a configuration is not known");
      }
      return values()[code];
    }
  }

  /**
   * Applies changes to what is set.
   *
   * @param effective the value that holds for a key today, which lists are appended to
   * @throws InvalidRequestException when a key is changed twice or has no value
   * @throws ConfigException when something that is not a list is changed like one
   */
  static Map<String, String> apply(
      ServerKeys keys,
      Map<String, String> set,
      List<ConfigChange> changes,
      Function<ServerKey, @Nullable String> effective) {
    Map<String, String> result = new TreeMap<>(set);
    Set<String> changed = new LinkedHashSet<>();
    for (ConfigChange change : changes) {
      if (!changed.add(change.name)) {
        throw new InvalidRequestException("'" + change.name + "' is in the request twice");
      }
      switch (change.operation) {
        case DELETE -> result.remove(change.name);
        case SET -> result.put(change.name, change.given());
        case APPEND, SUBTRACT -> result.put(change.name, change.edited(keys, effective));
      }
    }
    return result;
  }

  private String given() {
    if (value == null) {
      throw new InvalidRequestException("'" + name + "' is given without a value");
    }
    return value;
  }

  private String edited(ServerKeys keys, Function<ServerKey, @Nullable String> effective) {
    ServerKey key = keys.find(name);
    if (key == null) {
      throw new ConfigException("'" + name + "' is not a known key");
    }
    if (key.type() != ValueType.LIST) {
      throw new ConfigException("'" + name + "' is not a list, so nothing can be added or removed");
    }
    Set<String> items = new LinkedHashSet<>(items(effective.apply(key)));
    if (operation == Operation.APPEND) {
      items.addAll(items(given()));
    } else {
      items.removeAll(items(given()));
    }
    return String.join(",", items);
  }

  private static List<String> items(@Nullable String list) {
    return list == null || list.isBlank()
        ? List.of()
        : new ArrayList<>(Arrays.stream(list.split(",")).map(String::trim).toList());
  }
}
