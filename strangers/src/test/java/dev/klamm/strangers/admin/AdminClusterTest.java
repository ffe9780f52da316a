package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.LogDirNotFoundException;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.Test;

final class AdminClusterTest extends StockAdmin {

  @Test
  @Covers("describeCluster")
  void theClusterIsOneBrokerThatIsItsController() throws Exception {
    DescribeClusterResult cluster =
        admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
    Collection<org.apache.kafka.common.Node> nodes = get(cluster.nodes());
    assertThat(nodes).hasSize(1);
    assertThat(get(cluster.controller())).isEqualTo(nodes.iterator().next());
    assertThat(get(cluster.clusterId())).isNotBlank();
    assertThat(get(cluster.authorizedOperations())).isNotEmpty();
  }

  @Test
  @Covers("describeFeatures")
  void finalizedFeaturesAreSupportedOnes() throws Exception {
    FeatureMetadata features = get(admin.describeFeatures().featureMetadata());
    assertThat(features.supportedFeatures().keySet())
        .containsAll(features.finalizedFeatures().keySet());
  }

  @Test
  @Covers("describeMetadataQuorum")
  void theBrokerLeadsTheQuorum() throws Exception {
    QuorumInfo quorum = get(admin.describeMetadataQuorum().quorumInfo());
    assertThat(quorum.voters())
        .extracting(QuorumInfo.ReplicaState::replicaId)
        .containsExactly(quorum.leaderId());
  }

  @Test
  @Covers("describeLogDirs")
  void directoriesShowWhatTopicsTakeOfThem() throws Exception {
    String topic = topic(1);
    produce(topic, 0, 3);
    int broker = brokerId();
    Map<String, LogDirDescription> directories =
        get(admin.describeLogDirs(List.of(broker)).allDescriptions()).get(broker);
    assertThat(directories).hasSize(1);
    LogDirDescription only = directories.values().iterator().next();
    assertThat(only.error()).isNull();
    assertThat(only.replicaInfos().get(new TopicPartition(topic, 0)).size()).isPositive();
    assertThat(only.totalBytes()).isPresent();
    assertThat(only.usableBytes()).isPresent();
  }

  @Test
  @Covers("describeReplicaLogDirs")
  void aReplicaIsInOneDirectoryAndMovesToNone() throws Exception {
    TopicPartitionReplica replica = new TopicPartitionReplica(topic(1), 0, brokerId());
    var info = get(admin.describeReplicaLogDirs(List.of(replica)).all()).get(replica);
    assertThat(info.getCurrentReplicaLogDir()).isNotBlank();
    assertThat(info.getFutureReplicaLogDir()).isNull();
  }

  @Test
  @Covers("alterReplicaLogDirs")
  void aReplicaCannotMoveToADirectoryThatIsNotThere() throws Exception {
    TopicPartitionReplica replica = new TopicPartitionReplica(topic(1), 0, brokerId());
    assertRefused(
        admin.alterReplicaLogDirs(Map.of(replica, "/no/such/directory")).all(),
        LogDirNotFoundException.class);
    String here =
        get(admin.describeReplicaLogDirs(List.of(replica)).all())
            .get(replica)
            .getCurrentReplicaLogDir();
    get(admin.alterReplicaLogDirs(Map.of(replica, here)).all());
  }

  @Test
  @Covers("electLeaders")
  void theOnlyReplicaNeedsNoElection() throws Exception {
    TopicPartition partition = new TopicPartition(topic(1), 0);
    TopicPartition unknown = new TopicPartition(node.name("none"), 0);
    for (ElectionType type : ElectionType.values()) {
      Map<TopicPartition, Optional<Throwable>> elected =
          get(admin.electLeaders(type, Set.of(partition, unknown)).partitions());
      assertThat(elected.get(partition)).get().isInstanceOf(ElectionNotNeededException.class);
      assertThat(elected.get(unknown)).get().isInstanceOf(UnknownTopicOrPartitionException.class);
      assertThat(get(admin.electLeaders(type, null).partitions())).isEmpty();
    }
  }

  @Test
  @Covers({"alterPartitionReassignments", "listPartitionReassignments"})
  void partitionsCanOnlyStay() throws Exception {
    TopicPartition partition = new TopicPartition(topic(1), 0);
    get(admin.alterPartitionReassignments(Map.of(partition, to(brokerId()))).all());
    assertRefused(
        admin.alterPartitionReassignments(Map.of(partition, to(brokerId() + 7))).all(),
        InvalidReplicaAssignmentException.class);
    assertRefused(
        admin.alterPartitionReassignments(Map.of(partition, Optional.empty())).all(),
        NoReassignmentInProgressException.class);
    assertThat(get(admin.listPartitionReassignments().reassignments())).isEmpty();
    assertThat(get(admin.listPartitionReassignments(Set.of(partition)).reassignments())).isEmpty();
  }

  @Test
  @Covers("describeClientQuotas")
  void thereAreNoQuotas() throws Exception {
    assertThat(get(admin.describeClientQuotas(ClientQuotaFilter.all()).entities())).isEmpty();
  }

  @Test
  @Covers("describeUserScramCredentials")
  void thereAreNoScramCredentials() throws Exception {
    assertThat(get(admin.describeUserScramCredentials().all())).isEmpty();
  }

  @Test
  @Covers({"metrics", "registerMetricForSubscription", "unregisterMetricFromSubscription"})
  void theClientKeepsItsMetrics() {
    var metric =
        (org.apache.kafka.common.metrics.KafkaMetric) admin.metrics().values().iterator().next();
    admin.registerMetricForSubscription(metric);
    admin.unregisterMetricFromSubscription(metric);
  }

  private static Optional<NewPartitionReassignment> to(int broker) {
    return Optional.of(new NewPartitionReassignment(List.of(broker)));
  }

  private static int brokerId() throws Exception {
    return get(admin.describeCluster().nodes()).iterator().next().id();
  }
}
