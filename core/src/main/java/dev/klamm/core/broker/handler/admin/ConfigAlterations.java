package dev.klamm.core.broker.handler.admin;

import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.ConfigChange;
import dev.klamm.core.broker.config.ConfigSource;
import dev.klamm.core.broker.config.GroupConfigs;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.engine.Tick;
import java.util.List;
import java.util.Map;

/**
 * Alters the configuration of topics, groups and the broker, for the two APIs that do so. On the
 * engine. Whatever is not allowed is thrown as the exception that stands for its error code.
 */
public final class ConfigAlterations {

  private final ConfigResources resources;
  private final TopicCatalog catalog;
  private final LiveConfig config;

  public ConfigAlterations(BrokerIdentity identity, TopicCatalog catalog, LiveConfig config) {
    this.resources = new ConfigResources(identity, catalog);
    this.catalog = catalog;
    this.config = config;
  }

  /** Whether to keep what is set and is not spoken of. */
  enum Start {
    FROM_TODAY,
    FROM_NOTHING
  }

  /** What to do with a resource, and whether in earnest. */
  record Alteration(
      byte type, String name, Start start, List<ConfigChange> changes, boolean validateOnly) {}

  void apply(Tick tick, Alteration alteration) {
    switch (alteration.type) {
      case ConfigResources.TOPIC -> applyToTopic(tick, alteration);
      case ConfigResources.BROKER -> applyToBroker(tick, alteration);
      case ConfigResources.GROUP -> applyToGroup(tick, alteration);
      default -> throw ConfigResources.unknownType(alteration.type);
    }
  }

  private void applyToTopic(Tick tick, Alteration alteration) {
    Topic topic = resources.topic(alteration.name);
    Map<String, String> today = alteration.start == Start.FROM_TODAY ? topic.overrides() : Map.of();
    Map<String, String> overrides = config.current().topicChanged(today, alteration.changes);
    config.topic(overrides);
    if (!alteration.validateOnly) {
      catalog.configure(tick, topic, overrides);
    }
  }

  private void applyToGroup(Tick tick, Alteration alteration) {
    String groupId = ConfigResources.group(alteration.name);
    GroupConfigs groups = config.groups();
    Map<String, String> today =
        alteration.start == Start.FROM_TODAY ? groups.of(groupId) : Map.of();
    Map<String, String> values = groups.changed(today, alteration.changes, config.current());
    groups.check(values, config.current());
    if (!alteration.validateOnly) {
      groups.change(tick, groupId, values);
    }
  }

  private void applyToBroker(Tick tick, Alteration alteration) {
    ConfigSource level = resources.broker(alteration.name);
    BrokerConfig current = config.current();
    Map<String, String> values =
        alteration.start == Start.FROM_TODAY
            ? current.changed(level, alteration.changes)
            : current.replaced(alteration.changes);
    BrokerConfig checked = config.checked(level, values);
    if (!alteration.validateOnly) {
      config.change(tick, checked, catalog);
    }
  }
}
