package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.AlterConfigOp;
import dev.klamm.api.admin.AlterConfigsOptions;
import dev.klamm.api.admin.Config;
import dev.klamm.api.admin.ConfigEntry;
import dev.klamm.api.admin.ConfigEntry.ConfigSource;
import dev.klamm.api.admin.ConfigResource;
import dev.klamm.api.admin.CreateTopicsOptions;
import dev.klamm.api.admin.DescribeConfigsOptions;
import dev.klamm.api.admin.DescribeTopicsOptions;
import dev.klamm.api.admin.LogDirDescription;
import dev.klamm.api.admin.NewPartitions;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.admin.RecordsToDelete;
import dev.klamm.api.admin.TopicCollection;
import dev.klamm.api.admin.TopicDescription;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.TopicPartitionInfo;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.InvalidConfigurationException;
import dev.klamm.api.error.InvalidPartitionsException;
import dev.klamm.api.error.InvalidReplicationFactorException;
import dev.klamm.api.error.InvalidTopicException;
import dev.klamm.api.error.OffsetOutOfRangeException;
import dev.klamm.api.error.TopicExistsException;
import dev.klamm.api.error.UnknownTopicIdException;
import dev.klamm.api.error.UnknownTopicOrPartitionException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Topics, configs, records and the cluster as administrators see them. */
interface AdminRules extends Rules {

  static void failsWith(Class<? extends Throwable> error, Future<?> future) {
    assertThatThrownBy(() -> done(future))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(error);
  }

  @Test
  default void topicsAreDescribedAPageAtATime() throws Exception {
    String first = topic("paged-a", 5);
    String second = topic("paged-b", 3);
    fill(first, 5, 5); // which waits until the brokers know of the topics
    fill(second, 3, 3);
    DescribeTopicsOptions two = new DescribeTopicsOptions().partitionSizeLimitPerResponse(2);
    var described =
        admin()
            .describeTopics(
                TopicCollection.ofTopicNames(List.of(second, first, "no-such-topic")), two)
            .topicNameValues();
    assertThat(done(described.get(first)).partitions())
        .extracting(TopicPartitionInfo::partition)
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(done(described.get(second)).partitions())
        .hasSize(3)
        .allSatisfy(one -> assertThat(one.leader().host()).isNotEmpty());
    assertThatThrownBy(() -> done(described.get("no-such-topic")))
        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }

  @Test
  default void topicsAreCreatedDescribedAndDeleted() throws Exception {
    String topic = topic("life", 3);
    TopicDescription described =
        done(admin().describeTopics(List.of(topic)).allTopicNames()).get(topic);
    assertThat(described.partitions()).hasSize(3);
    assertThat(described.isInternal()).isFalse();
    assertThat(described.partitions().get(2).replicas()).hasSize(1);
    Uuid id = described.topicId();
    assertThat(done(admin().describeTopics(TopicCollection.ofTopicIds(List.of(id))).allTopicIds()))
        .containsEntry(id, described);
    assertThat(done(admin().listTopics().names())).contains(topic);
    done(admin().deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all());
    failsWith(
        UnknownTopicOrPartitionException.class,
        admin().describeTopics(List.of(topic)).allTopicNames());
    failsWith(
        UnknownTopicIdException.class,
        admin().deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all());
  }

  @Test
  default void whatCannotBeCreatedIsRefusedByName() throws Exception {
    String topic = topic("exists", 1);
    Map<String, ? extends Future<?>> results =
        admin()
            .createTopics(
                List.of(
                    new NewTopic(topic, 1, (short) 1),
                    new NewTopic("not/a/name", 1, (short) 1),
                    new NewTopic(topic + "-none", 0, (short) 1),
                    new NewTopic(topic + "-many", 1, (short) 3),
                    new NewTopic(topic + "-config", 1, (short) 1)
                        .configs(Map.of("retention.ms", "soon"))))
            .values();
    failsWith(TopicExistsException.class, results.get(topic));
    failsWith(InvalidTopicException.class, results.get("not/a/name"));
    failsWith(InvalidPartitionsException.class, results.get(topic + "-none"));
    failsWith(InvalidReplicationFactorException.class, results.get(topic + "-many"));
    failsWith(InvalidConfigurationException.class, results.get(topic + "-config"));
  }

  @Test
  default void validatingCreatesNothing() throws Exception {
    String topic = topic("base", 1) + "-dry";
    done(
        admin()
            .createTopics(
                List.of(new NewTopic(topic, 1, (short) 1)),
                new CreateTopicsOptions().validateOnly(true))
            .all());
    assertThat(done(admin().listTopics().names())).doesNotContain(topic);
  }

  @Test
  default void partitionsAreAdded() throws Exception {
    String topic = topic("grow", 2);
    done(admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(5))).all());
    assertThat(done(admin().describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions())
        .hasSize(5);
    failsWith(
        InvalidPartitionsException.class,
        admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all());
    failsWith(
        UnknownTopicOrPartitionException.class,
        admin().createPartitions(Map.of(topic + "x", NewPartitions.increaseTo(4))).all());
  }

  @Test
  default void topicConfigsAreChangedAndToldWithTheirSource() throws Exception {
    String topic = topic("configured", 1);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    assertThat(entry(resource, "retention.ms").isDefault()).isTrue();
    alter(resource, "retention.ms", "60000", AlterConfigOp.OpType.SET);
    ConfigEntry changed = entry(resource, "retention.ms");
    assertThat(changed.value()).isEqualTo("60000");
    assertThat(changed.source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
    assertThat(changed.type()).isEqualTo(ConfigEntry.ConfigType.LONG);
    assertThat(changed.synonyms()).isNotEmpty();
    alter(resource, "cleanup.policy", "compact", AlterConfigOp.OpType.APPEND);
    assertThat(entry(resource, "cleanup.policy").value()).isEqualTo("delete,compact");
    alter(resource, "cleanup.policy", "delete", AlterConfigOp.OpType.SUBTRACT);
    assertThat(entry(resource, "cleanup.policy").value()).isEqualTo("compact");
    alter(resource, "retention.ms", "", AlterConfigOp.OpType.DELETE);
    assertThat(entry(resource, "retention.ms").isDefault()).isTrue();
  }

  private ConfigEntry entry(ConfigResource resource, String name) throws Exception {
    Config config =
        done(admin()
                .describeConfigs(
                    List.of(resource), new DescribeConfigsOptions().includeSynonyms(true))
                .all())
            .get(resource);
    ConfigEntry entry = config.get(name);
    assertThat(entry).as(name).isNotNull();
    return entry;
  }

  private void alter(
      ConfigResource resource, String name, String value, AlterConfigOp.OpType operation)
      throws Exception {
    Collection<AlterConfigOp> change =
        List.of(new AlterConfigOp(new ConfigEntry(name, value), operation));
    done(admin().incrementalAlterConfigs(Map.of(resource, change)).all());
  }

  @Test
  default void configsThatAreNotAllowedAreRefused() throws Exception {
    String topic = topic("misconfigured", 1);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Collection<AlterConfigOp> change =
        List.of(
            new AlterConfigOp(new ConfigEntry("retention.ms", "soon"), AlterConfigOp.OpType.SET));
    failsWith(
        InvalidConfigurationException.class,
        admin()
            .incrementalAlterConfigs(
                Map.of(resource, change), new AlterConfigsOptions().validateOnly(true))
            .all());
    failsWith(
        UnknownTopicOrPartitionException.class,
        admin()
            .describeConfigs(
                List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic + "-none")))
            .all());
  }

  @Test
  default void brokerConfigsAreTold() throws Exception {
    int broker = broker().id();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, "" + broker);
    assertThat(entry(resource, "log.retention.ms").isSensitive()).isFalse();
    assertThat(entry(resource, "num.partitions").value()).isEqualTo("1");
  }

  private Node broker() throws Exception {
    return done(admin().describeCluster().nodes()).iterator().next();
  }

  @Test
  default void theClusterIsDescribed() throws Exception {
    var cluster = admin().describeCluster();
    assertThat(done(cluster.clusterId())).isNotEmpty();
    assertThat(done(cluster.nodes())).hasSize(1);
    assertThat(done(cluster.controller())).isNotNull();
  }

  @Test
  default void recordsAreDeletedUpToAnOffset() throws Exception {
    String topic = topic("trimmed", 1);
    fill(topic, 1, 20);
    TopicPartition partition = partition(topic, 0);
    var deleted = admin().deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(7)));
    assertThat(done(deleted.lowWatermarks().get(partition)).lowWatermark()).isEqualTo(7);
    assertThat(offset(partition, OffsetSpec.earliest())).isEqualTo(7);
    done(admin().deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all());
    assertThat(offset(partition, OffsetSpec.earliest())).isEqualTo(20);
    failsWith(
        OffsetOutOfRangeException.class,
        admin().deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(21))).all());
  }

  private long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
    return done(admin().listOffsets(Map.of(partition, spec)).partitionResult(partition)).offset();
  }

  @Test
  default void offsetsAreListedByEverySpec() throws Exception {
    String topic = topic("listed", 1);
    try (Producer<String, String> producer = cluster().producer(Map.of())) {
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>(topic, 0, 1_000L + (i == 4 ? 500 : i), "k", "v"));
      }
    }
    TopicPartition partition = partition(topic, 0);
    assertThat(offset(partition, OffsetSpec.earliest())).isZero();
    assertThat(offset(partition, OffsetSpec.latest())).isEqualTo(10);
    assertThat(offset(partition, OffsetSpec.forTimestamp(1_003))).isEqualTo(3);
    assertThat(offset(partition, OffsetSpec.forTimestamp(1_400))).isEqualTo(4);
    assertThat(offset(partition, OffsetSpec.forTimestamp(9_000))).isEqualTo(-1);
    assertThat(offset(partition, OffsetSpec.maxTimestamp())).isEqualTo(4);
    assertThat(offset(partition, OffsetSpec.earliestLocal())).isZero();
  }

  @Test
  default void logDirsTellTheSizesOfPartitions() throws Exception {
    String topic = topic("sized", 1);
    fill(topic, 1, 100);
    int broker = broker().id();
    Map<String, LogDirDescription> dirs =
        done(admin().describeLogDirs(List.of(broker)).allDescriptions()).get(broker);
    assertThat(dirs.values())
        .anySatisfy(
            dir -> {
              assertThat(dir.error()).isNull();
              assertThat(dir.replicaInfos()).containsKey(partition(topic, 0));
              assertThat(dir.replicaInfos().get(partition(topic, 0)).size()).isPositive();
            });
  }
}
