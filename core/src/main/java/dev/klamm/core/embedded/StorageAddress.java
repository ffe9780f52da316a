package dev.klamm.core.embedded;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageProvider;
import dev.klamm.core.broker.config.PartKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code klamm:memory} and {@code klamm:file:/data}. */
final class StorageAddress {
  private static final Logger LOG = LoggerFactory.getLogger(StorageAddress.class);
  private static final String SCHEME = "klamm:";

  private StorageAddress() {}

  static StorageBackend open(String address, Map<String, String> properties) {
    if (!address.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "'" + address + "' is not embedded: klamm:memory or klamm:file:/directory is expected");
    }
    String rest = address.substring(SCHEME.length());
    int colon = rest.indexOf(':');
    String name = colon < 0 ? rest : rest.substring(0, colon);
    StorageProvider provider = provider(name);
    PartKeys.load().check(properties, name).forEach(LOG::warn);
    return provider.backend(colon < 0 ? "" : rest.substring(colon + 1), properties);
  }

  private static StorageProvider provider(String name) {
    List<String> found = new ArrayList<>();
    for (StorageProvider provider : ServiceLoader.load(StorageProvider.class)) {
      if (provider.name().equals(name)) {
        return provider;
      }
      found.add(provider.name());
    }
    throw new IllegalArgumentException(
        "no storage is called '"
            + name
            + "', the class path has "
            + found
            + "; for files add the artifact dev.klamm:klamm-storage-file");
  }
}
