package dev.klamm.api.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, how its value is read, what is allowed, and what it means.
 *
 * <p>Keys are constants. Code reads a value by its key, {@code settings.get(KEY)}, and so gets it
 * with its type.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public final class ConfigKey<T extends @Nullable Object> {
  private final ConfigKeyBuilder<T> parts;

  ConfigKey(ConfigKeyBuilder<T> parts) {
    this.parts = parts;
  }

  public static ConfigKeyBuilder<Boolean> bool(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.BOOLEAN);
  }

  public static ConfigKeyBuilder<Short> int16(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.SHORT);
  }

  public static ConfigKeyBuilder<Integer> int32(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.INT);
  }

  public static ConfigKeyBuilder<Long> int64(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.LONG);
  }

  public static ConfigKeyBuilder<Double> float64(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.DOUBLE);
  }

  /** A time that is given in milliseconds or as a {@link Duration}. */
  public static ConfigKeyBuilder<Duration> millis(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.MILLIS);
  }

  public static ConfigKeyBuilder<String> text(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.STRING);
  }

  /** Texts, given as a collection or separated by commas. */
  public static ConfigKeyBuilder<List<String>> list(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.LIST);
  }

  public static ConfigKeyBuilder<Password> password(String name) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.PASSWORD);
  }

  /** One of the constants of an enum, by its name in any case of letters. */
  public static <E extends Enum<E>> ConfigKeyBuilder<E> choice(String name, Class<E> type) {
    return choice(name, type, ConfigTypes::lowerCase);
  }

  /** One of the constants of an enum, by a text for each, in any case of letters. */
  public static <E extends Enum<E>> ConfigKeyBuilder<E> choice(
      String name, Class<E> type, Function<E, String> texts) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.choice(type, texts));
  }

  /** A part to plug in: an object, a class or the name of one. */
  public static <C> ConfigKeyBuilder<Component<C>> component(String name, Class<C> type) {
    return new ConfigKeyBuilder<>(name, componentType(type, Map.of()));
  }

  /** Parts to plug in, some of which the client knows by short names. */
  public static <C> ConfigKeyBuilder<List<Component<C>>> components(
      String name, Class<C> type, Map<String, String> shortNames) {
    return new ConfigKeyBuilder<>(name, ConfigTypes.listOf(componentType(type, shortNames)));
  }

  /** A key of a type that is not among the above. */
  public static <T> ConfigKeyBuilder<T> of(String name, ConfigType<T> type) {
    return new ConfigKeyBuilder<>(name, type);
  }

  private static <C> ConfigType<Component<C>> componentType(
      Class<C> type, Map<String, String> shortNames) {
    String expected = "an object, a class or the name of a class that is a " + type.getName();
    return ConfigTypes.of(
        expected, given -> Component.parse(given, type, shortNames), Component::name);
  }

  public String name() {
    return parts.name;
  }

  /** Older or other names, which are read if the name itself is not set. */
  public List<String> aliases() {
    return List.copyOf(parts.aliases);
  }

  /** Whether a user must set it. */
  public boolean isRequired() {
    return parts.required;
  }

  /** What holds if a user does not set it; null if it is required, or if there is then no value. */
  public @Nullable T defaultValue() {
    return parts.defaultValue;
  }

  /** The default as text, or an empty text if there is none. */
  public String defaultText() {
    return parts.defaultValue == null ? "" : text(parts.defaultValue);
  }

  public Importance importance() {
    return parts.importance;
  }

  public String doc() {
    return parts.doc;
  }

  public Support support() {
    return parts.support;
  }

  /** Why it is without effect or refused; empty if it is honoured. */
  public String reason() {
    return parts.reason;
  }

  /** What is allowed, to complete "must be ...". */
  public String allowed() {
    return parts.allowed != null ? parts.allowed : parts.type.expected();
  }

  /** The value as a user may see it: secrets are hidden. */
  public String text(@Nullable T value) {
    return value == null ? "" : parts.type.text(value);
  }

  /**
   * Reads a value and checks that it is allowed.
   *
   * @throws IllegalArgumentException with a message that names the key, the value and what is
   *     allowed
   */
  public T parse(Object given) {
    T value;
    try {
      value = parts.type.parse(given);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refusal(given, e);
    }
    if (!parts.rule.test(value)) {
      throw refusal(given, null);
    }
    return value;
  }

  private IllegalArgumentException refusal(Object given, @Nullable RuntimeException cause) {
    String why =
        cause instanceof IllegalArgumentException && cause.getMessage() != null
            ? " (" + cause.getMessage() + ")"
            : "";
    return new IllegalArgumentException(
        name() + " is " + shown(given) + ", but must be " + allowed() + why, cause);
  }

  private String shown(Object given) {
    if (parts.type == ConfigTypes.PASSWORD) {
      return Password.HIDDEN;
    }
    String text = String.valueOf(given);
    return "'" + (text.length() > 100 ? text.substring(0, 100) + "..." : text) + "'";
  }

  @Override
  public String toString() {
    return name();
  }
}
