package dev.klamm.api.config;

import dev.klamm.api.error.ConfigException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All keys of one client or server, and the way from a user's map to {@link Settings}.
 *
 * <p>Immutable, so any thread may use it.
 *
 * @since 0.1
 */
public final class ConfigDefinition {
  /** Prefix of Klamm's own keys. Unknown keys that begin so are always refused. */
  public static final String OWN_PREFIX = "klamm.";

  /** What to do about unknown keys; part of every definition. */
  public static final ConfigKey<UnknownKeys> UNKNOWN_KEYS =
      ConfigKey.choice("klamm.config.unknown", UnknownKeys.class)
          .defaultTo(UnknownKeys.REFUSE_TYPOS)
          .low()
          .doc(
              "What to do about keys that are not known: 'warn', 'refuse_typos' (refuse what is nearly a known key, warn"
                  + " about others) or 'refuse'.");

  private final Map<String, ConfigKey<?>> keys;
  private final Map<String, ConfigKey<?>> byAnyName;
  private final Set<String> foreign;

  private ConfigDefinition(Map<String, ConfigKey<?>> keys, Set<String> foreign) {
    this.keys = Collections.unmodifiableMap(keys);
    this.foreign = foreign;
    this.byAnyName = new HashMap<>(keys);
    keys.values().forEach(key -> key.aliases().forEach(alias -> byAnyName.put(alias, key)));
  }

  /**
   * Gathers keys.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static ConfigDefinition of(Collection<ConfigKey<?>> keys) {
    Map<String, ConfigKey<?>> byName = new TreeMap<>();
    byName.put(UNKNOWN_KEYS.name(), UNKNOWN_KEYS);
    for (ConfigKey<?> key : keys) {
      if (byName.put(key.name(), key) != null) {
        throw new IllegalArgumentException("two keys are called " + key.name());
      }
    }
    return new ConfigDefinition(byName, Set.of());
  }

  /**
   * The same definition, which also knows names that belong to others who read the same map:
   * setting one earns a warning and is never taken for a misspelling.
   */
  public ConfigDefinition besides(Set<String> namesOfOthers) {
    return new ConfigDefinition(keys, Set.copyOf(namesOfOthers));
  }

  /** All keys, in the order of their names. */
  public Collection<ConfigKey<?>> keys() {
    return keys.values();
  }

  /** The names of all keys, in alphabetical order. */
  public Set<String> names() {
    return keys.keySet();
  }

  /** The key of this name or alias, or null. */
  public @Nullable ConfigKey<?> key(String name) {
    return byAnyName.get(name);
  }

  /**
   * Reads properties, including those that are not texts. Keys that are not texts are refused.
   *
   * @throws ConfigException if anything in them is not allowed
   */
  public Settings parse(Properties given) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name : given.stringPropertyNames()) {
      map.put(name, given.getProperty(name));
    }
    for (Map.Entry<Object, Object> entry : given.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new ConfigException("the key " + entry.getKey() + " is not a text");
      }
      map.put(name, entry.getValue());
    }
    return parse(map);
  }

  /**
   * Reads a map. A value of null counts as not set.
   *
   * @throws ConfigException if anything in it is not allowed; the message names every mistake, one
   *     to a line
   */
  public Settings parse(Map<String, ?> given) {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Map<ConfigKey<?>, Object> values = new HashMap<>();
    for (ConfigKey<?> key : keys.values()) {
      read(key, given, values, problems, warnings);
    }
    UnknownKeys policy =
        values.get(UNKNOWN_KEYS) instanceof UnknownKeys chosen ? chosen : UnknownKeys.REFUSE_TYPOS;
    for (String name : new TreeMap<>(given).keySet()) {
      if (!byAnyName.containsKey(name)) {
        judgeUnknown(name, policy, problems, warnings);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(String.join("\n", problems));
    }
    return new Settings(this, values, given, warnings);
  }

  private static void read(
      ConfigKey<?> key,
      Map<String, ?> given,
      Map<ConfigKey<?>, Object> values,
      List<String> problems,
      List<String> warnings) {
    Object set = valueOf(key, given);
    if (set == null) {
      if (key.isRequired()) {
        problems.add(key.name() + " is not set, but must be " + key.allowed());
      }
      return;
    }
    try {
      Object value = key.parse(set);
      if (value != null) {
        values.put(key, value);
        judgeSupport(key, value, problems, warnings);
      }
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
  }

  private static @Nullable Object valueOf(ConfigKey<?> key, Map<String, ?> given) {
    Object value = given.get(key.name());
    for (String alias : key.aliases()) {
      if (value == null) {
        value = given.get(alias);
      }
    }
    return value;
  }

  private static void judgeSupport(
      ConfigKey<?> key, Object value, List<String> problems, List<String> warnings) {
    switch (key.support()) {
      case HONOURED -> {}
      case WITHOUT_EFFECT ->
          warnings.add(key.name() + " is accepted without effect: " + key.reason());
      case REFUSED -> {
        if (!value.equals(key.defaultValue())) {
          String only =
              key.defaultValue() == null
                  ? "leave it out"
                  : "only '" + key.defaultText() + "' is allowed";
          problems.add(key.name() + " is refused: " + key.reason() + "; " + only);
        }
      }
    }
  }

  private void judgeUnknown(
      String name, UnknownKeys policy, List<String> problems, List<String> warnings) {
    if (foreign.contains(name)) {
      warnings.add(name + " has no effect here: it is a key of another client");
      return;
    }
    String guess =
        Spelling.nearest(name, byAnyName.keySet())
            .map(near -> ": did you mean '" + near + "'?")
            .orElse("");
    boolean refuse =
        policy == UnknownKeys.REFUSE
            || policy == UnknownKeys.REFUSE_TYPOS && !guess.isEmpty()
            || name.startsWith(OWN_PREFIX);
    (refuse ? problems : warnings).add("'" + name + "' is not a known key" + guess);
  }
}
