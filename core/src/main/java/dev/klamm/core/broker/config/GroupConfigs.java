package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Settings;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.core.broker.cluster.BrokerKeys;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.group.ConsumerGroupSettings;
import dev.klamm.core.group.consumer.GroupTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is configured for single groups, whether they exist or not. Read by any thread; changed on
 * the engine, at once and durable with the tick's commit.
 */
public final class GroupConfigs {
  private volatile Map<String, Map<String, String>> byGroup;

  private GroupConfigs(Map<String, Map<String, String>> byGroup) {
    this.byGroup = byGroup;
  }

  /** What the store remembers. */
  public static GroupConfigs load(KeyValues keys) {
    Map<String, Map<String, String>> byGroup = new TreeMap<>();
    keys.scan(
        BrokerKeys.GROUP_CONFIGS,
        BrokerKeys.GROUP_CONFIGS_END,
        (key, value) -> byGroup.put(BrokerKeys.configuredGroup(key), BrokerKeys.readConfig(value)));
    return new GroupConfigs(byGroup);
  }

  /** The groups that something is configured for, in order. */
  public Set<String> groups() {
    return byGroup.keySet();
  }

  public Map<String, String> of(String groupId) {
    return byGroup.getOrDefault(groupId, Map.of());
  }

  /** What a group's configuration will be after some changes. */
  public Map<String, String> changed(
      Map<String, String> today, List<ConfigChange> changes, BrokerConfig broker) {
    return ConfigChange.apply(
        ServerKeys.GROUP, today, changes, key -> entry(key, today, broker).value());
  }

  /**
   * Checks a group's configuration.
   *
   * @throws ConfigException when it is not allowed
   */
  public void check(Map<String, String> values, BrokerConfig broker) {
    Settings settings = parse(values);
    int sessionMs =
        checked(
            values,
            settings,
            GroupConfigKeys.SESSION_TIMEOUT_MS,
            broker.require(GroupKeys.CONSUMER_MIN_SESSION_TIMEOUT_MS),
            broker.require(GroupKeys.CONSUMER_MAX_SESSION_TIMEOUT_MS),
            broker.require(GroupKeys.CONSUMER_SESSION_TIMEOUT_MS));
    int heartbeatMs =
        checked(
            values,
            settings,
            GroupConfigKeys.HEARTBEAT_INTERVAL_MS,
            broker.require(GroupKeys.CONSUMER_MIN_HEARTBEAT_INTERVAL_MS),
            broker.require(GroupKeys.CONSUMER_MAX_HEARTBEAT_INTERVAL_MS),
            broker.require(GroupKeys.CONSUMER_HEARTBEAT_INTERVAL_MS));
    if (!values.isEmpty() && heartbeatMs >= sessionMs) {
      throw new ConfigException(
          GroupConfigKeys.SESSION_TIMEOUT_MS.name()
              + " ("
              + sessionMs
              + ") must be more than "
              + GroupConfigKeys.HEARTBEAT_INTERVAL_MS.name()
              + " ("
              + heartbeatMs
              + ")");
    }
  }

  private static int checked(
      Map<String, String> values,
      Settings settings,
      ConfigKey<Integer> key,
      int least,
      int most,
      int inherited) {
    if (!values.containsKey(key.name())) {
      return inherited;
    }
    int value = settings.require(key);
    if (value < least || value > most) {
      throw new ConfigException(
          key.name() + " is " + value + ", allowed here are " + least + " to " + most);
    }
    return value;
  }

  private static Settings parse(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put(ConfigDefinition.UNKNOWN_KEYS.name(), "refuse");
    return ServerKeys.GROUP.definition().parse(all);
  }

  /** Sets a group's configuration, all of it. */
  public void change(Tick tick, String groupId, Map<String, String> values) {
    Map<String, Map<String, String>> changed = new TreeMap<>(byGroup);
    byte[] key = BrokerKeys.groupConfig(groupId);
    if (values.isEmpty()) {
      changed.remove(groupId);
      tick.batch().delete(key);
    } else {
      changed.put(groupId, Map.copyOf(values));
      tick.batch().put(key, BrokerKeys.configValue(values));
    }
    byGroup = changed;
  }

  /** What holds for a group's members by the consumer protocol. */
  public GroupTerms terms(String groupId, ConsumerGroupSettings byDefault) {
    Map<String, String> values = byGroup.get(groupId);
    if (values == null) {
      return new GroupTerms(byDefault.sessionTimeoutMs(), byDefault.heartbeatIntervalMs());
    }
    Settings settings = parse(values);
    return new GroupTerms(
        values.containsKey(GroupConfigKeys.SESSION_TIMEOUT_MS.name())
            ? settings.require(GroupConfigKeys.SESSION_TIMEOUT_MS)
            : byDefault.sessionTimeoutMs(),
        values.containsKey(GroupConfigKeys.HEARTBEAT_INTERVAL_MS.name())
            ? settings.require(GroupConfigKeys.HEARTBEAT_INTERVAL_MS)
            : byDefault.heartbeatIntervalMs());
  }

  /** Every key of a group, to be shown. */
  public List<ConfigEntry> entries(String groupId, BrokerConfig broker) {
    List<ConfigEntry> entries = new ArrayList<>();
    for (ServerKey key : ServerKeys.GROUP.all()) {
      entries.add(entry(key, of(groupId), broker));
    }
    return entries;
  }

  private static ConfigEntry entry(ServerKey key, Map<String, String> values, BrokerConfig broker) {
    List<ConfigEntry.Synonym> said = new ArrayList<>();
    String own = values.get(key.name());
    if (own != null) {
      said.add(BrokerConfig.synonym(key, own, ConfigSource.GROUP));
    }
    ConfigKey<Integer> inherited = GroupConfigKeys.INHERITED.get(key.name());
    ServerKey ofBroker = inherited == null ? null : ServerKeys.BROKER.find(inherited.name());
    if (ofBroker != null) {
      said.addAll(broker.synonyms(ofBroker));
    } else {
      said.add(BrokerConfig.synonym(key, key.key().defaultText(), ConfigSource.DEFAULT));
    }
    return BrokerConfig.entry(key, false, said.get(0).value(), said);
  }
}
