package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.InvalidRequestException;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.core.broker.cluster.BrokerKeys;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.cluster.TopicDefaults;
import dev.klamm.core.broker.cluster.TopicSettings;
import dev.klamm.core.engine.Tick;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. Read by any thread; changed on the engine, at once and durable with
 * the tick's commit.
 *
 * <p>The store keeps changes under {@code config/broker}, one map: {@code all/KEY} for all brokers,
 * {@code this/KEY} for this one.
 */
public final class LiveConfig {

  private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);
  private static final String FOR_ALL = "all/";
  private static final String FOR_THIS = "this/";

  private volatile BrokerConfig current;
  private final GroupConfigs groups;

  private LiveConfig(BrokerConfig current, GroupConfigs groups) {
    this.current = current;
    this.groups = groups;
  }

  /**
   * What the broker was started with, and the changes that the store remembers. Changes that are no
   * longer allowed are overlooked, so that they cannot keep the broker from starting.
   */
  public static LiveConfig load(BrokerConfig started, KeyValues keys) {
    GroupConfigs groups = GroupConfigs.load(keys);
    byte[] saved = keys.get(BrokerKeys.BROKER_CONFIG);
    if (saved == null) {
      return new LiveConfig(started, groups);
    }
    Map<String, String> changes = BrokerKeys.readConfig(saved);
    try {
      return new LiveConfig(
          started.withDynamic(part(changes, FOR_ALL), part(changes, FOR_THIS)), groups);
    } catch (ConfigException e) {
      LOG.error("Overlooking configuration that was changed at run time: {}", e.getMessage());
      return new LiveConfig(started, groups);
    }
  }

  public BrokerConfig current() {
    return current;
  }

  /** What is configured for single groups. */
  public GroupConfigs groups() {
    return groups;
  }

  /** What holds for a topic. */
  public TopicSettings topic(Map<String, String> overrides) {
    return current.topic(overrides);
  }

  /** How topics are made. */
  public TopicDefaults topicDefaults() {
    return new TopicDefaults(
        current.require(LogKeys.NUM_PARTITIONS), current.require(LogKeys.AUTO_CREATE));
  }

  /**
   * Checks a new state of what is set at run time.
   *
   * @param level of this broker or of all
   * @throws InvalidRequestException naming the key that is not known, not allowed to change, or
   *     whose value is not allowed
   */
  public BrokerConfig checked(ConfigSource level, Map<String, String> values) {
    Map<String, String> before = current.level(level);
    values.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            checkMode(level, name, value);
          }
        });
    boolean forThis = level == ConfigSource.DYNAMIC_BROKER;
    try {
      return current.withDynamic(
          forThis ? current.level(ConfigSource.DYNAMIC_DEFAULT_BROKER) : values,
          forThis ? values : current.level(ConfigSource.DYNAMIC_BROKER));
    } catch (ConfigException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkMode(ConfigSource level, String name, String value) {
    ServerKey key = ServerKeys.BROKER.find(name);
    if (key == null || !key.name().equals(name)) {
      throw new InvalidRequestException(unknown(name, value));
    }
    if (key.mode() == UpdateMode.READ_ONLY) {
      throw new InvalidRequestException(name + " can only be set at the broker's start");
    }
    if (key.mode() == UpdateMode.PER_BROKER && level == ConfigSource.DYNAMIC_DEFAULT_BROKER) {
      throw new InvalidRequestException(name + " can only be changed for one broker, not for all");
    }
  }

  /** The definition knows what may have been meant. */
  private static String unknown(String name, String value) {
    try {
      ServerKeys.BROKER
          .definition()
          .parse(Map.of(name, value, ConfigDefinition.UNKNOWN_KEYS.name(), "refuse"));
      return "'" + name + "' cannot be changed by this name";
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Takes a checked state. On the engine. */
  public void change(Tick tick, BrokerConfig checked, TopicCatalog catalog) {
    current = checked;
    Map<String, String> changes = new TreeMap<>();
    checked
        .level(ConfigSource.DYNAMIC_DEFAULT_BROKER)
        .forEach((name, value) -> changes.put(FOR_ALL + name, value));
    checked
        .level(ConfigSource.DYNAMIC_BROKER)
        .forEach((name, value) -> changes.put(FOR_THIS + name, value));
    tick.batch().put(BrokerKeys.BROKER_CONFIG, BrokerKeys.configValue(changes));
    catalog.defaults(this::topic);
  }

  private static Map<String, String> part(Map<String, String> changes, String prefix) {
    Map<String, String> part = new TreeMap<>();
    changes.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), value);
          }
        });
    return part;
  }
}
