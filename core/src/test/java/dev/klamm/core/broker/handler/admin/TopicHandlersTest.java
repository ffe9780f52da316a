package dev.klamm.core.broker.handler.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.protocol.message.CreatePartitionsRequest;
import dev.klamm.protocol.message.CreatePartitionsRequest.CreatePartitionsAssignment;
import dev.klamm.protocol.message.CreatePartitionsRequest.CreatePartitionsTopic;
import dev.klamm.protocol.message.CreatePartitionsResponse;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableReplicaAssignment;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import dev.klamm.protocol.message.DeleteTopicsRequest;
import dev.klamm.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import dev.klamm.protocol.message.DeleteTopicsResponse;
import dev.klamm.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Topics are created, grown and deleted one by one, and each failure says why. */
final class TopicHandlersTest {

  private final TestBroker broker = TestBroker.start();

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aCreatedTopicHasItsPartitionsAndAnId() {
    CreatableTopicResult created = create(topic("orders", 3, 1)).get(0);
    assertThat(KafkaError.forCode(created.errorCode())).isEqualTo(KafkaError.NONE);
    assertThat(created.numPartitions()).isEqualTo(3);
    assertThat(created.replicationFactor()).isEqualTo((short) 1);
    assertThat(created.topicId()).isEqualTo(broker.broker().image().topic("orders").id());
    assertThat(broker.broker().image().topic("orders").partitions()).hasSize(3);
  }

  @Test
  void minusOneMeansTheDefaults() {
    assertThat(create(topic("orders", -1, -1)).get(0).numPartitions()).isEqualTo(1);
  }

  @Test
  void everyVersionCreates() {
    for (int version = 2; version <= 7; version++) {
      CreateTopicsRequest request =
          new CreateTopicsRequest().topics(List.of(topic("t" + version, 2, 1)));
      broker.ask(request, version, CreateTopicsResponse.class);
      assertThat(broker.broker().image().topic("t" + version).partitions()).hasSize(2);
    }
  }

  @Test
  void validationAloneCreatesNothing() {
    CreateTopicsRequest request =
        new CreateTopicsRequest().validateOnly(true).topics(List.of(topic("orders", 3, 1)));
    CreatableTopicResult result =
        broker.ask(request, 7, CreateTopicsResponse.class).topics().get(0);
    assertThat(result.errorCode()).isZero();
    assertThat(result.numPartitions()).isEqualTo(3);
    assertThat(broker.broker().image().topics()).isEmpty();
  }

  @Test
  void oneBadTopicDoesNotKeepTheOthersFromBeingCreated() {
    assertThat(errors(create(topic("good", 1, 1), topic("bad/name", 1, 1), topic("fine", 1, 1))))
        .containsExactly(KafkaError.NONE, KafkaError.INVALID_TOPIC_EXCEPTION, KafkaError.NONE);
    assertThat(broker.broker().image().topics()).hasSize(2);
  }

  @Test
  void aTopicThatExistsIsNotCreatedAgain() {
    create(topic("orders", 1, 1));
    assertThat(errors(create(topic("orders", 1, 1))))
        .containsExactly(KafkaError.TOPIC_ALREADY_EXISTS);
  }

  @Test
  void namesThatDifferOnlyInDotsAndUnderscoresCollide() {
    create(topic("a.b", 1, 1));
    List<CreatableTopicResult> results =
        create(topic("a_b", 1, 1), topic("c.d", 1, 1), topic("c_d", 1, 1));
    assertThat(errors(results))
        .containsExactly(
            KafkaError.INVALID_TOPIC_EXCEPTION,
            KafkaError.NONE,
            KafkaError.INVALID_TOPIC_EXCEPTION);
    assertThat(results.get(0).errorMessage()).contains("'a_b'").contains("'a.b'");
  }

  @Test
  void aTopicNamedTwiceIsRefused() {
    assertThat(errors(create(topic("a", 1, 1), topic("b", 1, 1), topic("a", 2, 1))))
        .containsExactly(KafkaError.INVALID_REQUEST, KafkaError.NONE);
  }

  @Test
  void partitionsAndReplicasHaveTheirLimits() {
    assertThat(
            errors(
                create(
                    topic("zero", 0, 1),
                    topic("negative", -2, 1),
                    topic("replicas", 1, 2),
                    topic("none", 1, 0),
                    topic("many", 10_001, 1))))
        .containsExactly(
            KafkaError.INVALID_PARTITIONS,
            KafkaError.INVALID_PARTITIONS,
            KafkaError.INVALID_REPLICATION_FACTOR,
            KafkaError.INVALID_REPLICATION_FACTOR,
            KafkaError.POLICY_VIOLATION);
    assertThat(errors(create(topic("half", 6_000, 1), topic("toomuch", 6_000, 1))))
        .containsExactly(KafkaError.NONE, KafkaError.POLICY_VIOLATION);
  }

  @Test
  void replicasCanOnlyBeAssignedToThisBroker() {
    assertThat(
            errors(
                create(
                    assigned("good", 0, 1, 1, 1),
                    assigned("stranger", 0, 7),
                    assigned("gap", 0, 1, 2, 1),
                    assigned("twice", 0, 1, 0, 1),
                    assigned("number", 0, 1).numPartitions(1))))
        .containsExactly(
            KafkaError.NONE,
            KafkaError.INVALID_REPLICA_ASSIGNMENT,
            KafkaError.INVALID_REPLICA_ASSIGNMENT,
            KafkaError.INVALID_REPLICA_ASSIGNMENT,
            KafkaError.INVALID_REQUEST);
    assertThat(broker.broker().image().topic("good").partitions()).hasSize(2);
  }

  @Test
  void aConfigurationWithoutValueIsRefused() {
    CreatableTopic topic =
        topic("orders", 1, 1)
            .configs(List.of(new CreatableTopicConfig().name("retention.ms").value(null)));
    assertThat(errors(create(topic))).containsExactly(KafkaError.INVALID_CONFIG);
  }

  @Test
  void topicsAreDeletedByNameAndById() {
    Uuid id = create(topic("a", 1, 1), topic("b", 1, 1)).get(1).topicId();
    List<DeletableTopicResult> results =
        delete(new DeleteTopicState().name("a"), new DeleteTopicState().topicId(id));
    assertThat(results).extracting(DeletableTopicResult::errorCode).containsOnly((short) 0);
    assertThat(results).extracting(DeletableTopicResult::name).containsExactly("a", "b");
    assertThat(broker.broker().image().topics()).isEmpty();
  }

  @Test
  void oldVersionsDeleteByName() {
    for (int version = 1; version <= 5; version++) {
      create(topic("t", 1, 1));
      DeleteTopicsRequest request = new DeleteTopicsRequest().topicNames(List.of("t", "absent"));
      assertThat(deleteErrors(broker.ask(request, version, DeleteTopicsResponse.class).responses()))
          .containsExactly(KafkaError.NONE, KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    }
  }

  @Test
  void whatCannotBeDeletedSaysWhy() {
    Uuid id = create(topic("a", 1, 1)).get(0).topicId();
    assertThat(
            deleteErrors(
                delete(
                    new DeleteTopicState().name("absent"),
                    new DeleteTopicState().topicId(new Uuid(1, 2)),
                    new DeleteTopicState(),
                    new DeleteTopicState().name("a").topicId(id))))
        .containsExactly(
            KafkaError.UNKNOWN_TOPIC_OR_PARTITION,
            KafkaError.UNKNOWN_TOPIC_ID,
            KafkaError.INVALID_REQUEST,
            KafkaError.INVALID_REQUEST);
    assertThat(
            deleteErrors(
                delete(new DeleteTopicState().name("a"), new DeleteTopicState().topicId(id))))
        .containsExactly(KafkaError.INVALID_REQUEST, KafkaError.INVALID_REQUEST);
    assertThat(broker.broker().image().topic("a")).isNotNull();
  }

  @Test
  void topicsGrowButNeverShrink() {
    create(topic("a", 2, 1), topic("b", 2, 1));
    assertThat(grow(false, growth("a", 5), growth("b", 2), growth("absent", 3)))
        .containsExactly(
            KafkaError.NONE, KafkaError.INVALID_PARTITIONS, KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(grow(false, growth("a", 4))).containsExactly(KafkaError.INVALID_PARTITIONS);
    assertThat(grow(false, growth("a", 20_000))).containsExactly(KafkaError.POLICY_VIOLATION);
    assertThat(broker.broker().image().topic("a").partitions()).hasSize(5);
    assertThat(broker.broker().image().topic("b").partitions()).hasSize(2);
  }

  @Test
  void growthIsOnlyCheckedWhenOnlyThatIsWanted() {
    create(topic("a", 2, 1));
    assertThat(grow(true, growth("a", 5))).containsExactly(KafkaError.NONE);
    assertThat(broker.broker().image().topic("a").partitions()).hasSize(2);
  }

  @Test
  void growthAssignsEachNewPartitionToThisBroker() {
    create(topic("a", 1, 1));
    CreatePartitionsAssignment me = new CreatePartitionsAssignment().brokerIds(List.of(1));
    CreatePartitionsAssignment other = new CreatePartitionsAssignment().brokerIds(List.of(2));
    assertThat(grow(false, growth("a", 3).assignments(List.of(me))))
        .containsExactly(KafkaError.INVALID_REPLICA_ASSIGNMENT);
    assertThat(grow(false, growth("a", 2).assignments(List.of(other))))
        .containsExactly(KafkaError.INVALID_REPLICA_ASSIGNMENT);
    assertThat(grow(false, growth("a", 3).assignments(List.of(me, me))))
        .containsExactly(KafkaError.NONE);
  }

  private List<CreatableTopicResult> create(CreatableTopic... topics) {
    CreateTopicsRequest request = new CreateTopicsRequest().topics(List.of(topics));
    return broker.ask(request, 7, CreateTopicsResponse.class).topics();
  }

  private List<DeletableTopicResult> delete(DeleteTopicState... topics) {
    DeleteTopicsRequest request = new DeleteTopicsRequest().topics(List.of(topics));
    return broker.ask(request, 6, DeleteTopicsResponse.class).responses();
  }

  private List<KafkaError> grow(boolean validateOnly, CreatePartitionsTopic... topics) {
    CreatePartitionsRequest request =
        new CreatePartitionsRequest().topics(List.of(topics)).validateOnly(validateOnly);
    return broker.ask(request, 3, CreatePartitionsResponse.class).results().stream()
        .map(result -> KafkaError.forCode(result.errorCode()))
        .toList();
  }

  private static CreatableTopic topic(String name, int partitions, int replicas) {
    return new CreatableTopic()
        .name(name)
        .numPartitions(partitions)
        .replicationFactor((short) replicas);
  }

  /** Pairs of partition and broker. */
  private static CreatableTopic assigned(String name, int... pairs) {
    CreatableReplicaAssignment[] assignments = new CreatableReplicaAssignment[pairs.length / 2];
    for (int i = 0; i < assignments.length; i++) {
      assignments[i] =
          new CreatableReplicaAssignment()
              .partitionIndex(pairs[2 * i])
              .brokerIds(List.of(pairs[2 * i + 1]));
    }
    return topic(name, -1, -1).assignments(Arrays.asList(assignments));
  }

  private static CreatePartitionsTopic growth(String name, int count) {
    return new CreatePartitionsTopic().name(name).count(count).assignments(null);
  }

  private static List<KafkaError> errors(List<CreatableTopicResult> results) {
    return results.stream().map(result -> KafkaError.forCode(result.errorCode())).toList();
  }

  private static List<KafkaError> deleteErrors(List<DeletableTopicResult> results) {
    return results.stream().map(result -> KafkaError.forCode(result.errorCode())).toList();
  }
}
