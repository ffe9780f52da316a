package dev.klamm.api.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ConfigKey}. A key with neither {@link #required()} nor a default has no value
 * unless it is set.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public final class ConfigKeyBuilder<T extends @Nullable Object> {
  final String name;
  final ConfigType<T> type;
  final List<String> aliases = new ArrayList<>();
  boolean required;
  @Nullable T defaultValue;
  Predicate<T> rule = value -> true;
  @Nullable String allowed;
  Importance importance = Importance.MEDIUM;
  String doc = "";
  Support support = Support.HONOURED;
  String reason = "";

  ConfigKeyBuilder(String name, ConfigType<T> type) {
    this.name = name;
    this.type = type;
  }

  public ConfigKeyBuilder<T> defaultTo(T value) {
    defaultValue = value;
    return this;
  }

  public ConfigKeyBuilder<T> required() {
    required = true;
    return this;
  }

  /** Allows only values that pass a test; the text completes "must be ...". */
  public ConfigKeyBuilder<T> allow(String what, Predicate<T> test) {
    allowed = what;
    rule = test;
    return this;
  }

  /** Allows only numbers or times from a least one. */
  public ConfigKeyBuilder<T> atLeast(long least) {
    return allow(least + " or more", value -> asLong(value) >= least);
  }

  /** Allows only numbers or times from a least to a greatest one. */
  public ConfigKeyBuilder<T> between(long least, long most) {
    return allow(
        "from " + least + " to " + most, value -> asLong(value) >= least && asLong(value) <= most);
  }

  private static long asLong(@Nullable Object value) {
    if (value instanceof Duration duration) {
      return duration.toMillis();
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException(value + " has no size");
  }

  public ConfigKeyBuilder<T> notEmpty() {
    return allow("not empty", value -> !String.valueOf(value).isBlank());
  }

  public ConfigKeyBuilder<T> alias(String other) {
    aliases.add(other);
    return this;
  }

  public ConfigKeyBuilder<T> high() {
    importance = Importance.HIGH;
    return this;
  }

  public ConfigKeyBuilder<T> low() {
    importance = Importance.LOW;
    return this;
  }

  public ConfigKeyBuilder<T> withoutEffect(String because) {
    support = Support.WITHOUT_EFFECT;
    reason = because;
    return this;
  }

  public ConfigKeyBuilder<T> refused(String because) {
    support = Support.REFUSED;
    reason = because;
    return this;
  }

  /** What the key means, in a sentence or two, and builds it. */
  public ConfigKey<T> doc(String text) {
    doc = text;
    return new ConfigKey<>(this);
  }
}
