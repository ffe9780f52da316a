package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageProvider;
import java.util.Map;

/** Makes {@link MemoryStorage} for the address {@code memory:}; each backend is a store apart. */
public final class MemoryStorageProvider implements StorageProvider {

  static final String NAME = "memory";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StorageBackend backend(String address, Map<String, String> settings) {
    if (!address.isEmpty()) {
      throw new IllegalArgumentException(
          "memory storage has no address, but got '%s': write 'memory:'".formatted(address));
    }
    return MemoryStorage.volatileStore();
  }
}
