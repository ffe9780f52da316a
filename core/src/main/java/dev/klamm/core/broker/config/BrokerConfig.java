package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Settings;
import dev.klamm.api.config.Support;
import dev.klamm.api.error.ConfigException;
import dev.klamm.core.broker.cluster.TopicSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A broker's configuration, checked: what it was started with, and above that what was changed at
 * run time for all brokers and for this one. Immutable.
 *
 * <pre>
 *   value of a broker's key   DYNAMIC_BROKER, DYNAMIC_DEFAULT_BROKER, STATIC_BROKER, DEFAULT
 *   value of a topic's key    TOPIC, then the same for its synonyms among the broker's keys
 * </pre>
 */
public final class BrokerConfig {

  /** The levels that are the broker's, what counts first first. */
  private static final List<ConfigSource> LEVELS =
      List.of(
          ConfigSource.DYNAMIC_BROKER,
          ConfigSource.DYNAMIC_DEFAULT_BROKER,
          ConfigSource.STATIC_BROKER);

  private final Map<ConfigSource, Map<String, String>> levels;
  private final ListenerOverrides overrides;
  private final Settings settings;
  private final TopicSettings plainTopic;

  private BrokerConfig(
      Map<ConfigSource, Map<String, String>> levels, Map<String, String> forListeners) {
    this.levels = levels;
    Map<String, String> effective = new HashMap<>(level(ConfigSource.STATIC_BROKER));
    effective.putAll(level(ConfigSource.DYNAMIC_DEFAULT_BROKER));
    effective.putAll(level(ConfigSource.DYNAMIC_BROKER));
    this.settings = ServerKeys.BROKER.definition().parse(effective);
    this.overrides = ListenerOverrides.of(forListeners, listenerNames());
    this.plainTopic = TopicConfig.settings(this, Map.of());
  }

  /**
   * Checks properties as a user has them. Keys of Kafka's clients or of others are overlooked with
   * a warning, but for those that look like a mistyped key. Those of storages and transports are
   * left to {@link PartKeys}.
   *
   * @throws ConfigException naming everything that is wrong, one to a line
   */
  public static BrokerConfig of(Map<String, String> properties) {
    Map<String, String> own = new TreeMap<>();
    Map<String, String> forListeners = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (ListenerOverrides.isOne(name)) {
            forListeners.put(name, value);
          } else if (!isOfPart(name)) {
            addOwn(own, name, value);
          }
        });
    Map<ConfigSource, Map<String, String>> levels = new EnumMap<>(ConfigSource.class);
    levels.put(ConfigSource.STATIC_BROKER, own);
    return new BrokerConfig(levels, forListeners);
  }

  /** Under the key's name, before which an alias does not count. */
  private static void addOwn(Map<String, String> own, String name, String value) {
    ServerKey key = ServerKeys.BROKER.find(name);
    if (key == null || key.name().equals(name)) {
      own.put(name, value);
    } else {
      own.putIfAbsent(key.name(), value);
    }
  }

  /** A key such as {@code klamm.file.journal.bytes} or {@code tcp.io}. */
  static boolean isOfPart(String name) {
    return name.startsWith("tcp.")
        || name.startsWith("klamm.") && name.indexOf('.', 6) > 0 && !isOwnGroup(name);
  }

  private List<String> listenerNames() {
    return settings.require(ListenerKeys.LISTENERS).stream()
        .map(listener -> listener.substring(0, Math.max(0, listener.indexOf("://"))))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isOwnGroup(String name) {
    return name.startsWith("klamm.cluster.") || name.startsWith("klamm.config.");
  }

  /**
   * The same with other changes at run time.
   *
   * @throws ConfigException when they are not allowed
   */
  BrokerConfig withDynamic(Map<String, String> forAll, Map<String, String> forThis) {
    Map<ConfigSource, Map<String, String>> changed = new EnumMap<>(levels);
    changed.put(ConfigSource.DYNAMIC_DEFAULT_BROKER, new TreeMap<>(forAll));
    changed.put(ConfigSource.DYNAMIC_BROKER, new TreeMap<>(forThis));
    return new BrokerConfig(changed, overrides.given());
  }

  /** What was set at run time for all brokers, or for this one. */
  Map<String, String> level(ConfigSource level) {
    return levels.getOrDefault(level, Map.of());
  }

  public <T extends @Nullable Object> T get(ConfigKey<T> key) {
    return settings.get(key);
  }

  public <T> T require(ConfigKey<T> key) {
    return settings.require(key);
  }

  /** The value for one listener, which may have its own. */
  public <T> T require(String listener, ConfigKey<T> key) {
    T own = overrides.get(listener, key);
    return own == null ? require(key) : own;
  }

  /** Keys that were set at the start although they are without effect, by name. */
  public List<String> withoutEffect() {
    return level(ConfigSource.STATIC_BROKER).keySet().stream()
        .filter(name -> support(name) == Support.WITHOUT_EFFECT)
        .toList();
  }

  /** Keys that were set at the start although nobody knows them, by name. */
  public List<String> unknown() {
    return level(ConfigSource.STATIC_BROKER).keySet().stream()
        .filter(name -> ServerKeys.BROKER.definition().key(name) == null)
        .filter(name -> OtherKeys.reason(name) == null)
        .toList();
  }

  /** What else is to be said of the configuration that the broker was started with. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(overrides.warnings());
    for (String name : level(ConfigSource.STATIC_BROKER).keySet()) {
      String reason = OtherKeys.reason(name);
      if (reason != null) {
        warnings.add(name + " is accepted without effect: " + reason);
      }
    }
    List<String> directories = settings.get(NodeKeys.LOG_DIRS);
    if (directories != null && directories.size() > 1) {
      warnings.add("log.dirs names several directories; all data is in " + directories.get(0));
    }
    return warnings;
  }

  private static @Nullable Support support(String name) {
    ServerKey key = ServerKeys.BROKER.find(name);
    return key == null ? null : key.key().support();
  }

  // ---- changes

  /** What a level will say after some changes; not checked but for what the changes mean. */
  public Map<String, String> changed(ConfigSource level, List<ConfigChange> changes) {
    return ConfigChange.apply(ServerKeys.BROKER, level(level), changes, this::effective);
  }

  /** What a level will say when only these changes are said of it. */
  public Map<String, String> replaced(List<ConfigChange> changes) {
    return ConfigChange.apply(ServerKeys.BROKER, Map.of(), changes, this::effective);
  }

  /** What a topic's configuration will be after some changes. */
  public Map<String, String> topicChanged(
      Map<String, String> overrides, List<ConfigChange> changes) {
    return ConfigChange.apply(
        ServerKeys.TOPIC,
        overrides,
        changes,
        key -> TopicConfig.entry(this, key, overrides).value());
  }

  private @Nullable String effective(ServerKey key) {
    List<ConfigEntry.Synonym> said = synonyms(key);
    return said.isEmpty() ? null : said.get(0).value();
  }

  // ---- topics

  /**
   * What holds for a topic.
   *
   * @throws ConfigException when its configuration is not allowed
   */
  public TopicSettings topic(Map<String, String> overrides) {
    return overrides.isEmpty() ? plainTopic : TopicConfig.settings(this, overrides);
  }

  // ---- to be shown

  /** Every key of the broker. */
  public List<ConfigEntry> entries() {
    List<ConfigEntry> entries = new ArrayList<>();
    for (ServerKey key : ServerKeys.BROKER.all()) {
      List<ConfigEntry.Synonym> said = synonyms(key);
      String value = said.isEmpty() ? null : said.get(0).value();
      entries.add(entry(key, key.mode() == UpdateMode.READ_ONLY, value, said));
    }
    entries.addAll(overrides.entries());
    return entries;
  }

  /** What was set at run time for all brokers. */
  public List<ConfigEntry> defaultEntries() {
    List<ConfigEntry> entries = new ArrayList<>();
    level(ConfigSource.DYNAMIC_DEFAULT_BROKER)
        .forEach(
            (name, value) -> {
              ServerKey key = ServerKeys.BROKER.find(name);
              if (key != null) {
                entries.add(
                    entry(
                        key,
                        false,
                        key.isSensitive() ? null : value,
                        List.of(synonym(key, value, ConfigSource.DYNAMIC_DEFAULT_BROKER))));
              }
            });
    return entries;
  }

  /** Every key of a topic. */
  public List<ConfigEntry> topicEntries(Map<String, String> overrides) {
    List<ConfigEntry> entries = new ArrayList<>();
    for (ServerKey key : ServerKeys.TOPIC.all()) {
      entries.add(TopicConfig.entry(this, key, overrides));
    }
    return entries;
  }

  /** All that was said about a broker's key, what counts first; the default last. */
  List<ConfigEntry.Synonym> synonyms(ServerKey key) {
    List<ConfigEntry.Synonym> synonyms = new ArrayList<>();
    for (ConfigSource source : LEVELS) {
      String value = level(source).get(key.name());
      if (value != null) {
        synonyms.add(synonym(key, value, source));
      }
    }
    if (key.key().defaultValue() != null) {
      synonyms.add(synonym(key, key.key().defaultText(), ConfigSource.DEFAULT));
    }
    return synonyms;
  }

  static ConfigEntry.Synonym synonym(ServerKey key, @Nullable String value, ConfigSource source) {
    return new ConfigEntry.Synonym(key.name(), key.isSensitive() ? null : value, source);
  }

  static ConfigEntry entry(
      ServerKey key, boolean readOnly, @Nullable String value, List<ConfigEntry.Synonym> synonyms) {
    return new ConfigEntry(
        key.name(),
        value,
        synonyms.isEmpty() ? ConfigSource.DEFAULT : synonyms.get(0).source(),
        readOnly,
        key.isSensitive(),
        key.type(),
        ServerKey.documentation(key.key()),
        synonyms);
  }
}
