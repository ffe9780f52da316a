package dev.klamm.core.broker.handler.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.core.broker.config.ConfigChange.Operation;
import dev.klamm.core.broker.config.ConfigSource;
import dev.klamm.core.broker.config.ValueType;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.AlterConfigsRequest;
import dev.klamm.protocol.message.AlterConfigsResponse;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicConfigs;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import dev.klamm.protocol.message.DescribeConfigsRequest;
import dev.klamm.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import dev.klamm.protocol.message.DescribeConfigsResponse;
import dev.klamm.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import dev.klamm.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import dev.klamm.protocol.message.DescribeLogDirsRequest;
import dev.klamm.protocol.message.DescribeLogDirsResponse;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest.AlterableConfig;
import dev.klamm.protocol.message.IncrementalAlterConfigsResponse;
import dev.klamm.protocol.message.ListConfigResourcesRequest;
import dev.klamm.protocol.message.ListConfigResourcesResponse;
import dev.klamm.protocol.message.ListConfigResourcesResponse.ConfigResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Configuration is described with its sources, and changed at run time with effect at once. */
final class ConfigHandlersTest {

  private static final byte TOPIC = ConfigResources.TOPIC;
  private static final byte BROKER = ConfigResources.BROKER;

  private final MemoryStorage storage = MemoryStorage.surviving();
  private final BrokerSettings settings =
      BrokerSettings.of(Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.retention.hours", "1"));
  private TestBroker broker = TestBroker.start(settings, storage);

  @BeforeEach
  void createTopic() {
    create("orders", Map.of("max.message.bytes", "5000"));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aTopicIsDescribedWithItsSources() {
    for (int version = 1; version <= 4; version++) {
      DescribeConfigsResult result = describe(TOPIC, "orders", version);
      assertThat(value(result, "max.message.bytes")).isEqualTo("5000");
      assertThat(source(result, "max.message.bytes")).isEqualTo(ConfigSource.TOPIC.code());
      assertThat(value(result, "retention.ms")).isEqualTo("3600000");
      assertThat(source(result, "retention.ms")).isEqualTo(ConfigSource.STATIC_BROKER.code());
      assertThat(source(result, "cleanup.policy")).isEqualTo(ConfigSource.DEFAULT.code());
    }
  }

  @Test
  void typesAndDocumentationComeFromVersionThree() {
    DescribeConfigsResourceResult entry = entry(describe(TOPIC, "orders", 3), "cleanup.policy");
    assertThat(entry.configType()).isEqualTo(ValueType.LIST.code());
    assertThat(entry.documentation()).isNotBlank();
  }

  @Test
  void onlyTheKeysAskedForAreDescribed() {
    DescribeConfigsRequest request =
        new DescribeConfigsRequest()
            .resources(
                List.of(resource(TOPIC, "orders").configurationKeys(List.of("retention.ms"))));
    assertThat(broker.ask(request, 4, DescribeConfigsResponse.class).results().get(0).configs())
        .extracting(DescribeConfigsResourceResult::name)
        .containsExactly("retention.ms");
  }

  @Test
  void theBrokerIsDescribedByItsId() {
    DescribeConfigsResult result = describe(BROKER, "1", 4);
    assertThat(value(result, "log.retention.hours")).isEqualTo("1");
    assertThat(entry(result, "log.retention.hours").readOnly()).isTrue();
    assertThat(entry(result, "message.max.bytes").readOnly()).isFalse();
    assertThat(describe(BROKER, "", 4).configs()).isEmpty();
  }

  @Test
  void whatDoesNotExistHasItsError() {
    assertThat(error(describe(TOPIC, "absent", 4).errorCode()))
        .isEqualTo(KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(error(describe(TOPIC, "no/name", 4).errorCode()))
        .isEqualTo(KafkaError.INVALID_TOPIC_EXCEPTION);
    assertThat(error(describe(BROKER, "2", 4).errorCode())).isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(error(describe((byte) 77, "x", 4).errorCode()))
        .isEqualTo(KafkaError.INVALID_REQUEST);
  }

  @Test
  void whatHasNothingToConfigureIsDescribedAsEmpty() {
    assertThat(describe(ConfigResources.BROKER_LOGGER, "1", 4).configs()).isEmpty();
    assertThat(describe(ConfigResources.GROUP, "g", 4).errorCode()).isZero();
    assertThat(describe(ConfigResources.CLIENT_METRICS, "m", 4).errorCode()).isZero();
  }

  @Test
  void aTopicsConfigurationIsCheckedWhenItIsCreated() {
    CreatableTopicResult refused = create("bad", Map.of("retention.ms", "soon"));
    assertThat(error(refused.errorCode())).isEqualTo(KafkaError.INVALID_CONFIG);
    assertThat(refused.errorMessage()).contains("retention.ms").contains("'soon'");
    assertThat(error(create("bad", Map.of("retention.mss", "1")).errorCode()))
        .isEqualTo(KafkaError.INVALID_CONFIG);
    assertThat(broker.broker().image().topic("bad")).isNull();
  }

  @Test
  void aCreatedTopicIsAnsweredWithItsConfiguration() {
    List<CreatableTopicConfigs> configs = create("fine", Map.of("retention.ms", "7")).configs();
    CreatableTopicConfigs retention =
        configs.stream().filter(c -> c.name().equals("retention.ms")).findFirst().orElseThrow();
    assertThat(retention.value()).isEqualTo("7");
    assertThat(retention.configSource()).isEqualTo(ConfigSource.TOPIC.code());
  }

  @Test
  void aTopicsKeysAreSetAndDeletedOneByOne() {
    assertThat(alter(TOPIC, "orders", change("retention.ms", Operation.SET, "77")))
        .isEqualTo(KafkaError.NONE);
    assertThat(broker.broker().image().topic("orders").settings().retentionMs()).isEqualTo(77);
    assertThat(value(describe(TOPIC, "orders", 4), "max.message.bytes")).isEqualTo("5000");
    alter(TOPIC, "orders", change("retention.ms", Operation.DELETE, null));
    assertThat(broker.broker().image().topic("orders").settings().retentionMs())
        .isEqualTo(3_600_000);
  }

  @Test
  void listsGrowAndShrinkItemByItem() {
    alter(TOPIC, "orders", change("cleanup.policy", Operation.APPEND, "compact"));
    assertThat(value(describe(TOPIC, "orders", 4), "cleanup.policy")).isEqualTo("delete,compact");
    alter(TOPIC, "orders", change("cleanup.policy", Operation.APPEND, "compact"));
    alter(TOPIC, "orders", change("cleanup.policy", Operation.SUBTRACT, "delete"));
    assertThat(value(describe(TOPIC, "orders", 4), "cleanup.policy")).isEqualTo("compact");
    assertThat(alter(TOPIC, "orders", change("retention.ms", Operation.APPEND, "1")))
        .isEqualTo(KafkaError.INVALID_CONFIG);
  }

  @Test
  void changesThatAreNotAllowedChangeNothing() {
    assertThat(
            alter(
                TOPIC,
                "orders",
                change("retention.ms", Operation.SET, "77"),
                change("max.message.bytes", Operation.SET, "-1")))
        .isEqualTo(KafkaError.INVALID_CONFIG);
    assertThat(
            alter(
                TOPIC,
                "orders",
                change("retention.ms", Operation.SET, "1"),
                change("retention.ms", Operation.SET, "2")))
        .isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(alter(TOPIC, "orders", change("retention.ms", Operation.SET, null)))
        .isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(alter(TOPIC, "absent", change("retention.ms", Operation.SET, "1")))
        .isEqualTo(KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(alter(ConfigResources.BROKER_LOGGER, "1", change("x", Operation.SET, "INFO")))
        .isEqualTo(KafkaError.INVALID_REQUEST);
    AlterableConfig unknown =
        new AlterableConfig().name("retention.ms").configOperation((byte) 9).value("1");
    assertThat(alter(TOPIC, "orders", unknown)).isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(broker.broker().image().topic("orders").settings().retentionMs())
        .isEqualTo(3_600_000);
  }

  @Test
  void validationAloneChangesNothing() {
    IncrementalAlterConfigsRequest request =
        request(TOPIC, "orders", change("retention.ms", Operation.SET, "77")).validateOnly(true);
    assertThat(ask(request, 1)).isEqualTo(KafkaError.NONE);
    assertThat(broker.broker().image().topic("orders").settings().retentionMs())
        .isEqualTo(3_600_000);
  }

  @Test
  void aResourceNamedTwiceIsRefused() {
    IncrementalAlterConfigsRequest once =
        request(TOPIC, "orders", change("retention.ms", Operation.SET, "77"));
    IncrementalAlterConfigsRequest twice =
        new IncrementalAlterConfigsRequest()
            .resources(List.of(once.resources().get(0), once.resources().get(0)));
    assertThat(ask(twice, 1)).isEqualTo(KafkaError.INVALID_REQUEST);
  }

  @Test
  void theOldApiReplacesWhatWasSet() {
    AlterConfigsRequest request =
        new AlterConfigsRequest()
            .resources(
                List.of(
                    new AlterConfigsRequest.AlterConfigsResource()
                        .resourceType(TOPIC)
                        .resourceName("orders")
                        .configs(
                            List.of(
                                new AlterConfigsRequest.AlterableConfig()
                                    .name("retention.ms")
                                    .value("9")))));
    for (int version = 0; version <= 2; version++) {
      assertThat(
              broker
                  .ask(request, version, AlterConfigsResponse.class)
                  .responses()
                  .get(0)
                  .errorCode())
          .isZero();
    }
    assertThat(broker.broker().image().topic("orders").overrides())
        .isEqualTo(Map.of("retention.ms", "9"));
  }

  @Test
  void changesOfTheBrokerReachTopicsWithoutConfigurationOfTheirOwn() {
    create("plain", Map.of());
    assertThat(alter(BROKER, "", change("message.max.bytes", Operation.SET, "700")))
        .isEqualTo(KafkaError.NONE);
    assertThat(maxBatchBytes("plain")).isEqualTo(700);
    assertThat(maxBatchBytes("orders")).isEqualTo(5000);
    assertThat(source(describe(TOPIC, "plain", 4), "max.message.bytes"))
        .isEqualTo(ConfigSource.DYNAMIC_DEFAULT_BROKER.code());
    alter(BROKER, "1", change("message.max.bytes", Operation.SET, "800"));
    assertThat(maxBatchBytes("plain")).isEqualTo(800);
    assertThat(describe(BROKER, "", 4).configs())
        .extracting(DescribeConfigsResourceResult::value)
        .containsExactly("700");
    alter(BROKER, "1", change("message.max.bytes", Operation.DELETE, null));
    assertThat(maxBatchBytes("plain")).isEqualTo(700);
  }

  @Test
  void keysThatCountAtTheStartCannotBeChangedLater() {
    assertThat(alter(BROKER, "1", change("listeners", Operation.SET, "PLAINTEXT://:1")))
        .isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(alter(BROKER, "", change("ssl.keystore.location", Operation.SET, "/x")))
        .isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(alter(BROKER, "1", change("num.partitionz", Operation.SET, "1")))
        .isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(alter(BROKER, "1", change("message.max.bytes", Operation.SET, "-1")))
        .isEqualTo(KafkaError.INVALID_REQUEST);
  }

  @Test
  void changesOutliveTheBroker() {
    alter(BROKER, "", change("message.max.bytes", Operation.SET, "700"));
    alter(TOPIC, "orders", change("retention.ms", Operation.SET, "77"));
    create("plain", Map.of());
    broker.close();
    broker = TestBroker.start(settings, storage);
    assertThat(maxBatchBytes("plain")).isEqualTo(700);
    assertThat(broker.broker().image().topic("orders").settings().retentionMs()).isEqualTo(77);
  }

  @Test
  void whatCanBeConfiguredIsListedByType() {
    assertThat(listed(1, TOPIC)).containsExactly("orders");
    assertThat(listed(1, BROKER)).containsExactly("1");
    assertThat(listed(1)).containsExactly("orders", "1", "1");
    assertThat(listed(0)).isEmpty();
    ListConfigResourcesRequest unknown =
        new ListConfigResourcesRequest().resourceTypes(List.of((byte) 99));
    assertThat(error(broker.ask(unknown, 1, ListConfigResourcesResponse.class).errorCode()))
        .isEqualTo(KafkaError.UNSUPPORTED_VERSION);
  }

  private List<String> listed(int version, Byte... types) {
    ListConfigResourcesRequest request =
        new ListConfigResourcesRequest().resourceTypes(List.of(types));
    return broker
        .ask(request, version, ListConfigResourcesResponse.class)
        .configResources()
        .stream()
        .map(ConfigResource::resourceName)
        .toList();
  }

  @Test
  void theStoreIsTheOneLogDirectory() {
    for (int version = 1; version <= 5; version++) {
      DescribeLogDirsResponse answer =
          broker.ask(
              new DescribeLogDirsRequest().topics(null), version, DescribeLogDirsResponse.class);
      assertThat(answer.results()).hasSize(1);
      assertThat(answer.results().get(0).logDir()).isEqualTo("memory");
      assertThat(answer.results().get(0).topics().get(0).name()).isEqualTo("orders");
      assertThat(answer.results().get(0).topics().get(0).partitions()).hasSize(1);
    }
  }

  private CreatableTopicResult create(String name, Map<String, String> configs) {
    CreatableTopic topic =
        new CreatableTopic()
            .name(name)
            .numPartitions(1)
            .replicationFactor((short) 1)
            .configs(
                configs.entrySet().stream()
                    .map(c -> new CreatableTopicConfig().name(c.getKey()).value(c.getValue()))
                    .toList());
    CreateTopicsRequest request = new CreateTopicsRequest().topics(List.of(topic));
    return broker.ask(request, 7, CreateTopicsResponse.class).topics().get(0);
  }

  private int maxBatchBytes(String topic) {
    return broker.broker().image().topic(topic).settings().rules().maxBatchBytes();
  }

  private static DescribeConfigsResource resource(byte type, String name) {
    return new DescribeConfigsResource()
        .resourceType(type)
        .resourceName(name)
        .configurationKeys(null);
  }

  private DescribeConfigsResult describe(byte type, String name, int version) {
    DescribeConfigsRequest request =
        new DescribeConfigsRequest()
            .resources(List.of(resource(type, name)))
            .includeSynonyms(true)
            .includeDocumentation(version >= 3);
    return broker.ask(request, version, DescribeConfigsResponse.class).results().get(0);
  }

  private static DescribeConfigsResourceResult entry(DescribeConfigsResult result, String name) {
    return result.configs().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String value(DescribeConfigsResult result, String name) {
    return entry(result, name).value();
  }

  private static byte source(DescribeConfigsResult result, String name) {
    return entry(result, name).configSource();
  }

  private static AlterableConfig change(String name, Operation operation, @Nullable String value) {
    return new AlterableConfig()
        .name(name)
        .configOperation((byte) operation.ordinal())
        .value(value);
  }

  private static IncrementalAlterConfigsRequest request(
      byte type, String name, AlterableConfig... changes) {
    return new IncrementalAlterConfigsRequest()
        .resources(
            List.of(
                new AlterConfigsResource()
                    .resourceType(type)
                    .resourceName(name)
                    .configs(List.of(changes))));
  }

  private KafkaError alter(byte type, String name, AlterableConfig... changes) {
    return ask(request(type, name, changes), 1);
  }

  private KafkaError ask(IncrementalAlterConfigsRequest request, int version) {
    return error(
        broker
            .ask(request, version, IncrementalAlterConfigsResponse.class)
            .responses()
            .get(0)
            .errorCode());
  }

  private static KafkaError error(short code) {
    return KafkaError.forCode(code);
  }
}
