package dev.klamm.api.admin;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configs of one resource.
 *
 * @since 0.1
 */
public final class Config {
  private final Map<String, ConfigEntry> entries = new LinkedHashMap<>();

  public Config(Collection<ConfigEntry> entries) {
    entries.forEach(entry -> this.entries.put(entry.name(), entry));
  }

  /** All entries, in the order in which the broker named them. */
  public Collection<ConfigEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** The entry of this name, or null if the resource has none. */
  public @Nullable ConfigEntry get(String name) {
    return entries.get(name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Config that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "Config(entries=" + entries.values() + ")";
  }
}
