package dev.klamm.core.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.record.TimestampType;
import dev.klamm.core.broker.cluster.TopicSettings;
import dev.klamm.core.clean.CompactionSettings;
import dev.klamm.core.record.BatchRules;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A topic has the broker's settings, and its own above them. */
final class TopicConfigTest {

  @Test
  void theDefaultsAreKafkas() {
    assertThat(topic(Map.of(), Map.of()))
        .isEqualTo(
            new TopicSettings(
                BatchRules.DEFAULT, true, false, 604_800_000L, -1, 1, CompactionSettings.DEFAULT));
  }

  @Test
  void everyTopicKeyOfKafkaIsKnown() throws IllegalAccessException {
    for (Field field : org.apache.kafka.common.config.TopicConfig.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && field.getName().endsWith("_CONFIG")
          && !field.isAnnotationPresent(Deprecated.class)) {
        assertThat(ServerKeys.TOPIC.find((String) field.get(null))).as(field.getName()).isNotNull();
      }
    }
  }

  @Test
  void everySynonymIsAKeyOfTheBroker() {
    for (ServerKey key : ServerKeys.TOPIC.all()) {
      for (TopicSynonyms.Synonym synonym : TopicSynonyms.of(key.name())) {
        assertThat(ServerKeys.BROKER.find(synonym.brokerKey())).as(key.name()).isNotNull();
      }
    }
  }

  @Test
  void theDefaultOfATopicIsThatOfTheBroker() {
    BrokerConfig broker = BrokerConfig.of(Map.of());
    for (ConfigEntry entry : broker.topicEntries(Map.of())) {
      assertThat(entry.value())
          .as(entry.name())
          .isEqualTo(ServerKeys.TOPIC.definition().key(entry.name()).defaultText());
    }
  }

  @Test
  void retentionIsTakenInTheFinestUnitThatIsSet() {
    assertThat(topic(Map.of("log.retention.hours", "2"), Map.of()).retentionMs())
        .isEqualTo(7_200_000);
    assertThat(
            topic(Map.of("log.retention.hours", "2", "log.retention.minutes", "5"), Map.of())
                .retentionMs())
        .isEqualTo(300_000);
    assertThat(
            topic(Map.of("log.retention.ms", "9", "log.retention.minutes", "5"), Map.of())
                .retentionMs())
        .isEqualTo(9);
    assertThat(topic(Map.of("log.retention.hours", "-1"), Map.of()).retentionMs()).isEqualTo(-1);
  }

  @Test
  void aTopicsOwnConfigurationCountsFirst() {
    TopicSettings topic =
        topic(
            Map.of("log.retention.ms", "1000", "message.max.bytes", "500"),
            Map.of(
                "retention.ms", "2000",
                "cleanup.policy", "compact,delete",
                "message.timestamp.type", "LogAppendTime",
                "min.insync.replicas", "2"));
    assertThat(topic.retentionMs()).isEqualTo(2000);
    assertThat(topic.rules().maxBatchBytes()).isEqualTo(500);
    assertThat(topic.compact()).isTrue();
    assertThat(topic.delete()).isTrue();
    assertThat(topic.rules().keysRequired()).isTrue();
    assertThat(topic.rules().timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(topic.minInsyncReplicas()).isEqualTo(2);
  }

  @Test
  void synonymsSayWhereAValueComesFrom() {
    BrokerConfig broker = BrokerConfig.of(Map.of("log.retention.hours", "1"));
    ConfigEntry own =
        BrokerConfigTest.entry(broker.topicEntries(Map.of("retention.ms", "5")), "retention.ms");
    assertThat(own.value()).isEqualTo("5");
    assertThat(own.source()).isEqualTo(ConfigSource.TOPIC);
    ConfigEntry inherited = BrokerConfigTest.entry(broker.topicEntries(Map.of()), "retention.ms");
    assertThat(inherited.value()).isEqualTo("3600000");
    assertThat(inherited.source()).isEqualTo(ConfigSource.STATIC_BROKER);
    assertThat(inherited.synonyms().get(0))
        .isEqualTo(new ConfigEntry.Synonym("log.retention.hours", "1", ConfigSource.STATIC_BROKER));
  }

  @Test
  void whatIsNotAllowedIsRefusedWithItsName() {
    refused(Map.of("retention.ms", "-2"), "retention.ms is '-2'");
    refused(Map.of("cleanup.policy", "shred"), "cleanup.policy is 'shred'");
    refused(Map.of("message.timestamp.type", "createtime"), "message.timestamp.type");
    refused(Map.of("retention.mss", "1"), "did you mean 'retention.ms'");
    refused(Map.of("something.else", "1"), "'something.else' is not a known key");
    refused(Map.of("remote.storage.enable", "true"), "remote.storage.enable is refused");
    refused(Map.of("compression.type", "brotli"), "compression.type is 'brotli'");
  }

  private static void refused(Map<String, String> overrides, String message) {
    assertThatThrownBy(() -> topic(Map.of(), overrides))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private static TopicSettings topic(Map<String, String> broker, Map<String, String> overrides) {
    return BrokerConfig.of(broker).topic(overrides);
  }
}
