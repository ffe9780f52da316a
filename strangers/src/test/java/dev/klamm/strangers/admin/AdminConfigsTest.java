package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

final class AdminConfigsTest extends StockAdmin {

  @Test
  @Covers("describeConfigs")
  void aTopicsConfigurationSaysWhereEachValueComesFrom() throws Exception {
    Config config = describe(topicResource(Map.of("retention.ms", "1234")));
    assertThat(config.get("retention.ms").value()).isEqualTo("1234");
    assertThat(config.get("retention.ms").source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
    assertThat(config.get("cleanup.policy").isDefault()).isTrue();
    assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
  }

  @Test
  @Covers("describeConfigs")
  void valuesComeWithTypesAndSynonymsAndDocumentation() throws Exception {
    ConfigResource topic = topicResource(Map.of("retention.ms", "1234"));
    ConfigEntry entry =
        get(admin
                .describeConfigs(
                    List.of(topic),
                    new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true))
                .all())
            .get(topic)
            .get("retention.ms");
    assertThat(entry.type()).isEqualTo(ConfigEntry.ConfigType.LONG);
    assertThat(entry.documentation()).isNotBlank();
    assertThat(entry.synonyms().get(0).name()).isEqualTo("retention.ms");
    assertThat(entry.synonyms())
        .extracting(ConfigEntry.ConfigSynonym::name)
        .contains("log.retention.hours");
  }

  @Test
  @Covers("describeConfigs")
  void theBrokersConfigurationIsShown() throws Exception {
    Config config = describe(broker());
    assertThat(config.get("node.id").isReadOnly()).isTrue();
    assertThat(config.get("log.retention.ms")).isNotNull();
  }

  @Test
  @Covers("describeConfigs")
  void aTopicThatIsNotThereHasNoConfiguration() {
    assertRefused(
        admin
            .describeConfigs(
                List.of(new ConfigResource(ConfigResource.Type.TOPIC, node.name("none"))))
            .all(),
        UnknownTopicOrPartitionException.class);
  }

  @Test
  @Covers("incrementalAlterConfigs")
  void aTopicsValuesAreSetAndDeletedAndAppendedToAndSubtractedFrom() throws Exception {
    ConfigResource topic = topicResource(Map.of());
    alter(topic, op("retention.ms", "77", OpType.SET), op("segment.ms", "99000", OpType.SET));
    assertThat(describe(topic).get("retention.ms").value()).isEqualTo("77");
    alter(topic, op("cleanup.policy", "compact", OpType.APPEND));
    assertThat(describe(topic).get("cleanup.policy").value().split(","))
        .containsExactlyInAnyOrder("delete", "compact");
    alter(topic, op("cleanup.policy", "delete", OpType.SUBTRACT));
    assertThat(describe(topic).get("cleanup.policy").value()).isEqualTo("compact");
    alter(topic, op("retention.ms", "", OpType.DELETE));
    assertThat(describe(topic).get("retention.ms").isDefault()).isTrue();
    assertThat(describe(topic).get("segment.ms").value()).isEqualTo("99000");
  }

  @Test
  @Covers("incrementalAlterConfigs")
  void valuesThatAreOnlyCheckedDoNotChange() throws Exception {
    ConfigResource topic = topicResource(Map.of());
    get(
        admin
            .incrementalAlterConfigs(
                Map.of(topic, List.of(op("retention.ms", "77", OpType.SET))),
                new AlterConfigsOptions().validateOnly(true))
            .all());
    assertThat(describe(topic).get("retention.ms").isDefault()).isTrue();
  }

  @Test
  @Covers("incrementalAlterConfigs")
  void wrongKeysAndValuesAreRefusedByTheirErrors() throws Exception {
    ConfigResource topic = topicResource(Map.of());
    assertAlterRefused(
        topic, op("no.such.key", "1", OpType.SET), InvalidConfigurationException.class);
    assertAlterRefused(
        topic, op("retention.ms", "soon", OpType.SET), InvalidConfigurationException.class);
    assertAlterRefused(
        topic, op("retention.ms", "1", OpType.APPEND), InvalidConfigurationException.class);
    assertAlterRefused(broker(), op("node.id", "9", OpType.SET), InvalidRequestException.class);
    assertAlterRefused(
        new ConfigResource(ConfigResource.Type.TOPIC, node.name("none")),
        op("retention.ms", "1", OpType.SET),
        UnknownTopicOrPartitionException.class);
  }

  @Test
  @Covers("incrementalAlterConfigs")
  void theBrokersDynamicValuesChangeAsItRuns() throws Exception {
    ConfigResource everyBroker = new ConfigResource(ConfigResource.Type.BROKER, "");
    for (ConfigResource resource : List.of(broker(), everyBroker)) {
      alter(resource, op("log.retention.ms", "123456", OpType.SET));
      assertThat(describe(resource).get("log.retention.ms").value()).isEqualTo("123456");
      assertThat(describe(topicResource(Map.of())).get("retention.ms").value()).isEqualTo("123456");
      alter(resource, op("log.retention.ms", "", OpType.DELETE));
    }
    assertThat(describe(topicResource(Map.of())).get("retention.ms").value())
        .isEqualTo("604800000");
  }

  @Test
  @Covers({"listConfigResources", "listClientMetricsResources"})
  @SuppressWarnings({"deprecation", "removal"}) // still there to be called
  void whatCanBeConfiguredIsListed() throws Exception {
    ConfigResource topic = topicResource(Map.of());
    assertThat(
            get(
                admin
                    .listConfigResources(
                        Set.of(ConfigResource.Type.TOPIC, ConfigResource.Type.BROKER),
                        new org.apache.kafka.clients.admin.ListConfigResourcesOptions())
                    .all()))
        .contains(topic, broker());
    assertThat(get(admin.listConfigResources().all())).contains(topic);
    assertThat(get(admin.listClientMetricsResources().all())).isEmpty();
  }

  @Test
  @Covers({"incrementalAlterConfigs", "describeConfigs"})
  void clientMetricsAreDescribedAsNotConfigured() throws Exception {
    ConfigResource metrics =
        new ConfigResource(ConfigResource.Type.CLIENT_METRICS, node.name("none"));
    assertThat(describe(metrics).entries().stream().filter(each -> !each.isDefault())).isEmpty();
  }

  private static void assertAlterRefused(
      ConfigResource resource, AlterConfigOp op, Class<? extends Throwable> error) {
    assertRefused(admin.incrementalAlterConfigs(Map.of(resource, List.of(op))).all(), error);
  }

  private static void alter(ConfigResource resource, AlterConfigOp... ops) throws Exception {
    get(admin.incrementalAlterConfigs(Map.of(resource, List.of(ops))).all());
  }

  private static AlterConfigOp op(String key, String value, OpType type) {
    return new AlterConfigOp(new ConfigEntry(key, value), type);
  }

  private static Config describe(ConfigResource resource) throws Exception {
    return get(admin.describeConfigs(List.of(resource)).all()).get(resource);
  }

  private static ConfigResource broker() throws Exception {
    int id = get(admin.describeCluster().nodes()).iterator().next().id();
    return new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(id));
  }

  private static ConfigResource topicResource(Map<String, String> configs) throws Exception {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic(1, configs));
  }
}
