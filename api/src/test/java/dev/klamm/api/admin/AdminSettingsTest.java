package dev.klamm.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.config.KafkaKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class AdminSettingsTest {
  private static final ConfigDef KAFKA =
      org.apache.kafka.clients.admin.AdminClientConfig.configDef();

  @Test
  void everyKeyOfKafkaIsKnown() {
    KafkaKeys.assertSameNames(AdminClientConfig.definition(), KAFKA);
    KafkaKeys.assertDescribed(AdminClientConfig.definition());
  }

  @Test
  void defaultsAreThoseOfKafka() {
    KafkaKeys.assertSameDefaults(AdminClientConfig.definition(), KAFKA, Set.of("metric.reporters"));
  }

  @Test
  void constantsAreThoseOfKafka() throws Exception {
    KafkaKeys.assertSameConstants(
        AdminClientConfig.class, org.apache.kafka.clients.admin.AdminClientConfig.class, KAFKA);
  }

  @Test
  void keysOfOtherClientsAreExactlyThoseOfKafka() {
    KafkaKeys.assertKnownToSomeClient(
        List.of(
            KAFKA,
            org.apache.kafka.clients.producer.ProducerConfig.configDef(),
            org.apache.kafka.clients.consumer.ConsumerConfig.configDef()));
  }

  @Test
  void mapPropertiesAndBuilderLeadToTheSameSettings() {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "a:1");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "7");
    AdminSettings built =
        AdminSettings.builder()
            .bootstrapServers("a:1")
            .defaultApiTimeout(Duration.ofMillis(7))
            .build();
    assertThat(built)
        .isEqualTo(AdminSettings.of(properties))
        .hasSameHashCodeAs(AdminSettings.of(properties));
    assertThat(built.client().connectionsMaxIdle()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void controllersAreRefused() {
    assertThatThrownBy(
            () ->
                AdminSettings.of(
                    Map.of("bootstrap.servers", "a:1", "bootstrap.controllers", "b:1")))
        .hasMessageContaining("bootstrap.controllers is refused");
  }

  @Test
  void withoutAnImplementationTheMessageSaysWhatToAdd() {
    assertThatThrownBy(() -> Admin.create(Map.of("bootstrap.servers", "a:1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("klamm-core");
  }
}
