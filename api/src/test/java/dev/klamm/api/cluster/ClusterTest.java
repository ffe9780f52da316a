package dev.klamm.api.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static final Node ONE = new Node(1, "a", 9092, "r1");
  private static final Node TWO = new Node(2, "b", 9092);
  private static final Uuid ID = new Uuid(5, 6);
  private static final Cluster CLUSTER =
      Cluster.builder()
          .clusterId("c")
          .controller(ONE)
          .nodes(List.of(ONE, TWO))
          .partitions(List.of(partition(1, null), partition(0, ONE)))
          .topicIds(Map.of("t", ID))
          .build();

  private static PartitionInfo partition(int number, Node leader) {
    return new PartitionInfo(
        "t", number, leader, new Node[] {ONE, TWO}, new Node[] {ONE}, new Node[] {TWO});
  }

  @Test
  void partitionsOfATopicComeInRisingOrder() {
    assertThat(CLUSTER.partitionsForTopic("t"))
        .extracting(PartitionInfo::partition)
        .containsExactly(0, 1);
    assertThat(CLUSTER.partitionCountForTopic("t")).isEqualTo(2);
  }

  @Test
  void aPartitionWithoutLeaderIsNotAvailable() {
    assertThat(CLUSTER.availablePartitionsForTopic("t"))
        .extracting(PartitionInfo::partition)
        .containsExactly(0);
    assertThat(CLUSTER.leaderFor(new TopicPartition("t", 1))).isNull();
    assertThat(CLUSTER.leaderFor(new TopicPartition("t", 0))).isEqualTo(ONE);
    assertThat(CLUSTER.partitionsForNode(1)).hasSize(1);
  }

  @Test
  void whatIsNotKnownIsNullOrEmpty() {
    assertThat(CLUSTER.partitionCountForTopic("x")).isNull();
    assertThat(CLUSTER.partitionsForTopic("x")).isEmpty();
    assertThat(CLUSTER.nodeById(9)).isNull();
    assertThat(CLUSTER.topicId("x")).isEqualTo(Uuid.ZERO);
    assertThat(CLUSTER.topicName(new Uuid(9, 9))).isNull();
    assertThat(Cluster.empty().nodes()).isEmpty();
  }

  @Test
  void topicsAreFoundByNameAndById() {
    assertThat(CLUSTER.topicId("t")).isEqualTo(ID);
    assertThat(CLUSTER.topicName(ID)).isEqualTo("t");
  }

  @Test
  void anOfflineReplicaIsNotOnline() {
    assertThat(CLUSTER.nodeIfOnline(new TopicPartition("t", 0), 1)).contains(ONE);
    assertThat(CLUSTER.nodeIfOnline(new TopicPartition("t", 0), 2)).isEmpty();
  }

  @Test
  void changingAnArrayThatWasReturnedChangesNothing() {
    PartitionInfo info = partition(0, ONE);
    info.replicas()[0] = TWO;
    assertThat(info.replicas()).containsExactly(ONE, TWO);
  }

  @Test
  void textFormsAreThoseThatKafkaUsersKnow() {
    assertThat(new TopicPartition("t", 3)).hasToString("t-3");
    assertThat(new TopicIdPartition(new Uuid(1, 2), 0, "t"))
        .hasToString("AAAAAAAAAAEAAAAAAAAAAg:t-0");
    assertThat(ONE).hasToString("a:9092 (id: 1 rack: r1 isFenced: false)");
    assertThat(partition(0, null))
        .hasToString(
            "Partition(topic = t, partition = 0, leader = none, replicas = [1,2], isr = [1], offlineReplicas = [2])");
    assertThat(Node.noNode().isEmpty()).isTrue();
  }
}
