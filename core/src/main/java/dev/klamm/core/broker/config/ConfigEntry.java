package dev.klamm.core.broker.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key with its value, to be shown.
 *
 * @param value null when there is none, or it is a secret
 * @param readOnly whether it can only be set at the broker's start
 * @param synonyms all that was said about the value, what counts first; the default last
 */
public record ConfigEntry(
    String name,
    @Nullable String value,
    ConfigSource source,
    boolean readOnly,
    boolean sensitive,
    ValueType type,
    String documentation,
    List<Synonym> synonyms) {

  /** One thing that was said about a value. */
  public record Synonym(String name, @Nullable String value, ConfigSource source) {}
}
