package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All keys of brokers, of topics, or of groups, by name. Immutable. */
final class ServerKeys {

  static final ServerKeys BROKER =
      new ServerKeys(
          List.of(
              NodeKeys.all(),
              ListenerKeys.all(),
              LogKeys.all(),
              GroupKeys.all(),
              TransactionKeys.all(),
              SecurityKeys.all(),
              ClusterKeys.all(),
              TuningKeys.all()));

  static final ServerKeys TOPIC = new ServerKeys(List.of(TopicKeys.all()));

  static final ServerKeys GROUP = new ServerKeys(List.of(GroupConfigKeys.all()));

  private final Map<String, ServerKey> byName = new TreeMap<>();
  private final ConfigDefinition definition;

  private ServerKeys(List<List<ServerKey>> components) {
    components.forEach(keys -> keys.forEach(key -> byName.put(key.name(), key)));
    List<dev.klamm.api.config.ConfigKey<?>> keys = new ArrayList<>();
    components.forEach(component -> component.forEach(key -> keys.add(key.key())));
    definition = ConfigDefinition.of(keys);
  }

  ConfigDefinition definition() {
    return definition;
  }

  /** By name. */
  Collection<ServerKey> all() {
    return byName.values();
  }

  /** The key of a name or alias, or null. */
  @Nullable ServerKey find(String name) {
    dev.klamm.api.config.ConfigKey<?> key = definition.key(name);
    return key == null ? null : byName.get(key.name());
  }
}
