package dev.klamm.core.broker.handler.absent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.AlterClientQuotasRequest;
import dev.klamm.protocol.message.AlterClientQuotasResponse;
import dev.klamm.protocol.message.AlterPartitionReassignmentsRequest;
import dev.klamm.protocol.message.AlterPartitionReassignmentsRequest.ReassignablePartition;
import dev.klamm.protocol.message.AlterPartitionReassignmentsRequest.ReassignableTopic;
import dev.klamm.protocol.message.AlterPartitionReassignmentsResponse;
import dev.klamm.protocol.message.AlterPartitionReassignmentsResponse.ReassignablePartitionResponse;
import dev.klamm.protocol.message.AlterReplicaLogDirsRequest;
import dev.klamm.protocol.message.AlterReplicaLogDirsRequest.AlterReplicaLogDir;
import dev.klamm.protocol.message.AlterReplicaLogDirsRequest.AlterReplicaLogDirTopic;
import dev.klamm.protocol.message.AlterReplicaLogDirsResponse;
import dev.klamm.protocol.message.AlterUserScramCredentialsRequest;
import dev.klamm.protocol.message.AlterUserScramCredentialsRequest.ScramCredentialDeletion;
import dev.klamm.protocol.message.AlterUserScramCredentialsResponse;
import dev.klamm.protocol.message.CreateAclsRequest;
import dev.klamm.protocol.message.CreateAclsRequest.AclCreation;
import dev.klamm.protocol.message.CreateAclsResponse;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.DeleteAclsRequest;
import dev.klamm.protocol.message.DeleteAclsRequest.DeleteAclsFilter;
import dev.klamm.protocol.message.DeleteAclsResponse;
import dev.klamm.protocol.message.DescribeAclsRequest;
import dev.klamm.protocol.message.DescribeAclsResponse;
import dev.klamm.protocol.message.DescribeDelegationTokenRequest;
import dev.klamm.protocol.message.DescribeDelegationTokenResponse;
import dev.klamm.protocol.message.DescribeQuorumRequest;
import dev.klamm.protocol.message.DescribeQuorumResponse;
import dev.klamm.protocol.message.DescribeUserScramCredentialsRequest;
import dev.klamm.protocol.message.DescribeUserScramCredentialsRequest.UserName;
import dev.klamm.protocol.message.DescribeUserScramCredentialsResponse;
import dev.klamm.protocol.message.ElectLeadersRequest;
import dev.klamm.protocol.message.ElectLeadersRequest.TopicPartitions;
import dev.klamm.protocol.message.ElectLeadersResponse;
import dev.klamm.protocol.message.ElectLeadersResponse.PartitionResult;
import dev.klamm.protocol.message.SaslHandshakeRequest;
import dev.klamm.protocol.message.SaslHandshakeResponse;
import dev.klamm.protocol.message.UnregisterBrokerRequest;
import dev.klamm.protocol.message.UnregisterBrokerResponse;
import dev.klamm.protocol.message.UpdateFeaturesRequest;
import dev.klamm.protocol.message.UpdateFeaturesRequest.FeatureUpdateKey;
import dev.klamm.protocol.message.UpdateFeaturesResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not there is answered in every version, and nobody loses the connection over it. */
final class AbsentApisTest {

  private final TestBroker broker = TestBroker.start();

  @BeforeEach
  void createTopic() {
    CreatableTopic topic =
        new CreatableTopic().name("t").numPartitions(2).replicationFactor((short) 1);
    broker.ask(new CreateTopicsRequest().topics(List.of(topic)), 7, CreateTopicsResponse.class);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void everyVersionOfEveryAdministrativeApiIsAnswered() {
    int answered = 0;
    for (ApiHandler<?> handler : broker.broker().handlers().all()) {
      if (handler.getClass().getPackageName().matches(".*\\.handler\\.(absent|admin)")) {
        for (int v = handler.oldestVersion(); v <= handler.latestVersion(); v++) {
          ApiMessage request = handler.apiKey().newRequest();
          assertThat(broker.ask(request, v, ApiMessage.class)).as("%s", handler).isNotNull();
          answered++;
        }
      }
    }
    assertThat(answered).isGreaterThan(70);
  }

  @Test
  void leadersNeedNoElection() {
    ElectLeadersRequest request =
        new ElectLeadersRequest()
            .topicPartitions(List.of(new TopicPartitions().topic("t").partitions(List.of(0, 7))));
    for (int version = 0; version <= 2; version++) {
      assertThat(
              broker
                  .ask(request, version, ElectLeadersResponse.class)
                  .replicaElectionResults()
                  .get(0)
                  .partitionResult())
          .extracting(PartitionResult::errorCode)
          .containsExactly(
              KafkaError.ELECTION_NOT_NEEDED.code(), KafkaError.UNKNOWN_TOPIC_OR_PARTITION.code());
    }
  }

  @Test
  void replicasCanOnlyStayWhereTheyAre() {
    AlterPartitionReassignmentsRequest request =
        new AlterPartitionReassignmentsRequest()
            .topics(
                List.of(
                    new ReassignableTopic()
                        .name("t")
                        .partitions(
                            List.of(
                                new ReassignablePartition().partitionIndex(0).replicas(List.of(1)),
                                new ReassignablePartition()
                                    .partitionIndex(0)
                                    .replicas(List.of(1, 2)),
                                new ReassignablePartition().partitionIndex(1).replicas(null),
                                new ReassignablePartition()
                                    .partitionIndex(9)
                                    .replicas(List.of(1))))));
    for (int version = 0; version <= 1; version++) {
      assertThat(
              broker
                  .ask(request, version, AlterPartitionReassignmentsResponse.class)
                  .responses()
                  .get(0)
                  .partitions())
          .extracting(ReassignablePartitionResponse::errorCode)
          .containsExactly(
              KafkaError.NONE.code(),
              KafkaError.INVALID_REPLICA_ASSIGNMENT.code(),
              KafkaError.NO_REASSIGNMENT_IN_PROGRESS.code(),
              KafkaError.UNKNOWN_TOPIC_OR_PARTITION.code());
    }
  }

  @Test
  void thereIsNoOtherDirectory() {
    assertThat(moved("memory")).isEqualTo(KafkaError.NONE);
    assertThat(moved("/elsewhere")).isEqualTo(KafkaError.LOG_DIR_NOT_FOUND);
  }

  private KafkaError moved(String path) {
    AlterReplicaLogDirsRequest request =
        new AlterReplicaLogDirsRequest()
            .dirs(
                List.of(
                    new AlterReplicaLogDir()
                        .path(path)
                        .topics(
                            List.of(
                                new AlterReplicaLogDirTopic().name("t").partitions(List.of(0))))));
    return KafkaError.forCode(
        broker
            .ask(request, 2, AlterReplicaLogDirsResponse.class)
            .results()
            .get(0)
            .partitions()
            .get(0)
            .errorCode());
  }

  @Test
  void thisBrokerIsTheWholeQuorum() {
    DescribeQuorumRequest request =
        new DescribeQuorumRequest()
            .topics(
                List.of(
                    new DescribeQuorumRequest.TopicData()
                        .topicName("__cluster_metadata")
                        .partitions(List.of(new DescribeQuorumRequest.PartitionData()))));
    for (int version = 0; version <= 2; version++) {
      DescribeQuorumResponse.PartitionData partition =
          broker
              .ask(request, version, DescribeQuorumResponse.class)
              .topics()
              .get(0)
              .partitions()
              .get(0);
      assertThat(partition.errorCode()).isZero();
      assertThat(partition.leaderId()).isEqualTo(1);
      assertThat(partition.currentVoters()).hasSize(1);
    }
  }

  @Test
  void accessControlIsOff() {
    assertThat(broker.ask(new DescribeAclsRequest(), 3, DescribeAclsResponse.class).errorCode())
        .isEqualTo(KafkaError.SECURITY_DISABLED.code());
    CreateAclsRequest create =
        new CreateAclsRequest().creations(List.of(new AclCreation(), new AclCreation()));
    assertThat(broker.ask(create, 3, CreateAclsResponse.class).results())
        .hasSize(2)
        .allMatch(result -> result.errorCode() == KafkaError.SECURITY_DISABLED.code());
    DeleteAclsRequest delete =
        new DeleteAclsRequest()
            .filters(List.of(new DeleteAclsFilter().patternTypeFilter((byte) 3)));
    assertThat(broker.ask(delete, 3, DeleteAclsResponse.class).filterResults())
        .hasSize(1)
        .allMatch(result -> result.errorCode() == KafkaError.SECURITY_DISABLED.code());
  }

  @Test
  void nobodyIsAuthenticated() {
    assertThat(
            broker
                .ask(new SaslHandshakeRequest().mechanism("PLAIN"), 1, SaslHandshakeResponse.class)
                .errorCode())
        .isEqualTo(KafkaError.ILLEGAL_SASL_STATE.code());
    assertThat(
            broker
                .ask(new DescribeDelegationTokenRequest(), 3, DescribeDelegationTokenResponse.class)
                .errorCode())
        .isEqualTo(KafkaError.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code());
    DescribeUserScramCredentialsRequest user =
        new DescribeUserScramCredentialsRequest().users(List.of(new UserName().name("u")));
    assertThat(
            broker
                .ask(user, 0, DescribeUserScramCredentialsResponse.class)
                .results()
                .get(0)
                .errorCode())
        .isEqualTo(KafkaError.RESOURCE_NOT_FOUND.code());
    AlterUserScramCredentialsRequest deletion =
        new AlterUserScramCredentialsRequest()
            .deletions(List.of(new ScramCredentialDeletion().name("u")));
    assertThat(
            broker
                .ask(deletion, 0, AlterUserScramCredentialsResponse.class)
                .results()
                .get(0)
                .errorCode())
        .isEqualTo(KafkaError.RESOURCE_NOT_FOUND.code());
  }

  @Test
  void quotasThatNobodyWouldEnforceAreRefused() {
    AlterClientQuotasRequest request =
        new AlterClientQuotasRequest()
            .entries(
                List.of(
                    new AlterClientQuotasRequest.EntryData()
                        .entity(
                            List.of(
                                new AlterClientQuotasRequest.EntityData()
                                    .entityType("user")
                                    .entityName("u")))));
    AlterClientQuotasResponse.EntryData entry =
        broker.ask(request, 1, AlterClientQuotasResponse.class).entries().get(0);
    assertThat(entry.errorCode()).isEqualTo(KafkaError.INVALID_REQUEST.code());
    assertThat(entry.entity().get(0).entityName()).isEqualTo("u");
  }

  @Test
  void featuresAndBrokersStayAsTheyAre() {
    UpdateFeaturesRequest update =
        new UpdateFeaturesRequest()
            .featureUpdates(
                List.of(
                    new FeatureUpdateKey().feature("metadata.version").maxVersionLevel((short) 9)));
    for (int version = 0; version <= 2; version++) {
      assertThat(broker.ask(update, version, UpdateFeaturesResponse.class).errorCode())
          .isEqualTo(KafkaError.INVALID_UPDATE_VERSION.code());
    }
    assertThat(unregister(1)).isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(unregister(2)).isEqualTo(KafkaError.BROKER_ID_NOT_REGISTERED);
  }

  private KafkaError unregister(int id) {
    UnregisterBrokerRequest request = new UnregisterBrokerRequest().brokerId(id);
    return KafkaError.forCode(broker.ask(request, 0, UnregisterBrokerResponse.class).errorCode());
  }
}
