package dev.klamm.api.config;

import dev.klamm.api.error.ConfigException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The checked values of all keys of a {@link ConfigDefinition}. Never changes.
 *
 * @since 0.1
 */
public final class Settings {
  private final ConfigDefinition definition;
  private final Map<ConfigKey<?>, Object> values;
  private final Map<String, Object> originals;
  private final List<String> warnings;

  Settings(
      ConfigDefinition definition,
      Map<ConfigKey<?>, Object> values,
      Map<String, ?> given,
      List<String> warnings) {
    this.definition = definition;
    this.values = Map.copyOf(values);
    this.originals = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    this.warnings = List.copyOf(warnings);
  }

  /**
   * The value of a key: what the user set, or else the default. Null only for a key that has no
   * default.
   *
   * @throws IllegalArgumentException if the key is not part of the definition
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // a key put in the value, so it has the key's type
  public <T extends @Nullable Object> T get(ConfigKey<T> key) {
    Object value = values.get(key);
    if (value != null) {
      return (T) value;
    }
    if (definition.key(key.name()) != key) {
      throw new IllegalArgumentException(key.name() + " is not part of these settings");
    }
    return key.defaultValue();
  }

  /**
   * The value of a key that must have one.
   *
   * @throws ConfigException if it has none
   */
  public <T> T require(ConfigKey<T> key) {
    T value = get(key);
    if (value == null) {
      throw new ConfigException(key.name() + " is not set, but must be " + key.allowed());
    }
    return value;
  }

  /** Whether the user set the key. */
  public boolean isSet(ConfigKey<?> key) {
    return values.containsKey(key);
  }

  /** What the user should be told: keys without effect, unknown keys. The client logs each once. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The user's map as it was given, unknown keys included, for parts that read keys of their own.
   */
  public Map<String, Object> originals() {
    return originals;
  }

  public ConfigDefinition definition() {
    return definition;
  }

  /** Every key with its value as text, secrets hidden, in the order of the names. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    definition.keys().forEach(key -> texts.put(key.name(), textOf(key)));
    return texts;
  }

  private <T extends @Nullable Object> String textOf(ConfigKey<T> key) {
    return key.text(get(key));
  }

  /** Equal if every key has an equal value, set or by default. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Settings that
        && definition == that.definition
        && definition.keys().stream().allMatch(key -> Objects.equals(get(key), that.get(key)));
  }

  @Override
  public int hashCode() {
    return texts().hashCode();
  }

  @Override
  public String toString() {
    return texts().toString();
  }
}
