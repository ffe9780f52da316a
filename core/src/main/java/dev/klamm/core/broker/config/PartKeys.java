package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.storage.StorageProvider;
import dev.klamm.api.transport.TransportProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The keys of the storages and transports on the class path: each part reads its own, and here they
 * are checked together, so that a mistyped one is not overlooked by all.
 */
public final class PartKeys {

  /**
   * A part's keys.
   *
   * @param prefix what they begin with
   * @param keys none when the part does not say; then everything with the prefix is left to it
   */
  private record Part(String prefix, Collection<ConfigKey<?>> keys) {}

  private final List<Part> parts = new ArrayList<>();
  private final List<ConfigKey<?>> keys = new ArrayList<>();

  private PartKeys() {}

  /** What the class path has. */
  public static PartKeys load() {
    PartKeys loaded = new PartKeys();
    for (StorageProvider each : ServiceLoader.load(StorageProvider.class)) {
      loaded.add(new Part(ConfigDefinition.OWN_PREFIX + each.name() + ".", each.keys()));
    }
    for (TransportProvider each : ServiceLoader.load(TransportProvider.class)) {
      loaded.add(new Part(each.name() + ".", each.keys()));
    }
    return loaded;
  }

  private void add(Part part) {
    parts.add(part);
    keys.addAll(part.keys());
  }

  /** All that the parts tell of. */
  public List<ConfigKey<?>> keys() {
    return List.copyOf(keys);
  }

  /**
   * Checks those of the properties that are for parts.
   *
   * @return what the user should be told
   * @throws ConfigException naming everything that is wrong, one to a line
   */
  public List<String> check(Map<String, String> properties, String storage) {
    Map<String, String> ofParts = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    properties.forEach(
        (name, value) -> {
          if (BrokerConfig.isOfPart(name) && !isLeftToPart(name)) {
            ofParts.put(name, value);
            if (name.startsWith(ConfigDefinition.OWN_PREFIX)
                && !name.startsWith(ConfigDefinition.OWN_PREFIX + storage + ".")) {
              warnings.add(name + " has no effect: the storage is '" + storage + "'");
            }
          }
        });
    ofParts.put(ConfigDefinition.UNKNOWN_KEYS.name(), "refuse");
    ConfigDefinition.of(keys).parse(ofParts);
    return warnings;
  }

  private boolean isLeftToPart(String name) {
    return parts.stream().anyMatch(part -> part.keys().isEmpty() && name.startsWith(part.prefix()));
  }
}
