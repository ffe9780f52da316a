package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.config.Settings;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.record.TimestampType;
import dev.klamm.core.broker.cluster.TopicSettings;
import dev.klamm.core.clean.CompactionSettings;
import dev.klamm.core.record.BatchRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A topic's configuration above the broker's. */
final class TopicConfig {

  private TopicConfig() {}

  /**
   * What holds for a topic: its own configuration, and where that says nothing the broker's.
   *
   * @throws ConfigException when a key is not known or its value not allowed
   */
  static TopicSettings settings(BrokerConfig broker, Map<String, String> overrides) {
    Map<String, String> effective = new HashMap<>();
    for (ServerKey key : ServerKeys.TOPIC.all()) {
      String inherited = inherited(broker, key.name());
      if (inherited != null) {
        effective.put(key.name(), inherited);
      }
    }
    effective.putAll(overrides);
    effective.put(ConfigDefinition.UNKNOWN_KEYS.name(), "refuse");
    return of(ServerKeys.TOPIC.definition().parse(effective));
  }

  private static TopicSettings of(Settings settings) {
    List<String> policies = settings.require(TopicKeys.CLEANUP_POLICY);
    boolean compact = policies.contains("compact");
    return new TopicSettings(
        new BatchRules(
            settings.require(TopicKeys.MAX_MESSAGE_BYTES),
            compact,
            TimestampType.forName(settings.require(TopicKeys.TIMESTAMP_TYPE)),
            settings.require(TopicKeys.TIMESTAMP_BEFORE_MS),
            settings.require(TopicKeys.TIMESTAMP_AFTER_MS)),
        policies.contains("delete"),
        compact,
        settings.require(TopicKeys.RETENTION_MS),
        settings.require(TopicKeys.RETENTION_BYTES),
        settings.require(TopicKeys.MIN_INSYNC_REPLICAS),
        compaction(settings));
  }

  private static CompactionSettings compaction(Settings settings) {
    return new CompactionSettings(
        settings.require(TopicKeys.MIN_DIRTY_RATIO),
        settings.require(TopicKeys.MIN_COMPACTION_LAG_MS),
        settings.require(TopicKeys.MAX_COMPACTION_LAG_MS),
        settings.require(TopicKeys.DELETE_RETENTION_MS),
        settings.require(TopicKeys.SEGMENT_BYTES),
        settings.require(TopicKeys.SEGMENT_MS));
  }

  /** What the broker says about a topic's key, in the topic's unit; null for nothing. */
  private static @Nullable String inherited(BrokerConfig broker, String topicKey) {
    for (TopicSynonyms.Synonym synonym : TopicSynonyms.of(topicKey)) {
      ServerKey key = ServerKeys.BROKER.find(synonym.brokerKey());
      List<ConfigEntry.Synonym> said = key == null ? List.of() : broker.synonyms(key);
      if (!said.isEmpty() && said.get(0).source() != ConfigSource.DEFAULT) {
        String value = said.get(0).value();
        return value == null ? null : synonym.toTopicValue(value);
      }
    }
    return null;
  }

  /** A topic's key to be shown. Synonyms have their own units, the value has the topic's. */
  static ConfigEntry entry(BrokerConfig broker, ServerKey key, Map<String, String> overrides) {
    List<ConfigEntry.Synonym> all = new ArrayList<>();
    String value = overrides.get(key.name());
    if (value != null) {
      all.add(BrokerConfig.synonym(key, value, ConfigSource.TOPIC));
    }
    for (TopicSynonyms.Synonym synonym : TopicSynonyms.of(key.name())) {
      ServerKey brokerKey = ServerKeys.BROKER.find(synonym.brokerKey());
      for (ConfigEntry.Synonym said :
          brokerKey == null ? List.<ConfigEntry.Synonym>of() : broker.synonyms(brokerKey)) {
        all.add(said);
        value = value == null && said.value() != null ? synonym.toTopicValue(said.value()) : value;
      }
    }
    if (all.isEmpty()) {
      value = key.key().defaultText();
      all.add(BrokerConfig.synonym(key, value, ConfigSource.DEFAULT));
    }
    return BrokerConfig.entry(key, false, value, all);
  }
}
