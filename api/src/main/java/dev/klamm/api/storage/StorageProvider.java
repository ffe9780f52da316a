package dev.klamm.api.storage;

import dev.klamm.api.config.ConfigKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes backends from configuration; found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface StorageProvider {

  /** The scheme it answers to: {@code file} for {@code file:/data}. */
  String name();

  /**
   * The keys it reads that are its own, so that a mistyped one can be told. Empty, as it is unless
   * overridden, when it does not say: then all that begin with its prefix are left to it.
   */
  default Collection<ConfigKey<?>> keys() {
    return List.of();
  }

  /**
   * Parses an address and settings to a backend, without touching what the address names.
   *
   * @param address what follows {@code name:} in the address, for example {@code /data}; may be
   *     empty
   * @param settings the broker's configuration, of which a provider reads its own keys ({@code
   *     klamm.<name>.*}) and those of Kafka's that speak of storage
   * @throws IllegalArgumentException naming the key or part, its value and what is allowed
   */
  StorageBackend backend(String address, Map<String, String> settings);
}
