package dev.klamm.core.broker.handler.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupRequest.MemberIdentity;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import dev.klamm.protocol.message.ListGroupsResponse.ListedGroup;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetDeleteRequest;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import dev.klamm.protocol.message.OffsetDeleteResponse;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupRequest.SyncGroupRequestAssignment;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The group APIs over the wire, in every version that they have. */
final class GroupHandlersTest {

  private final MemoryStorage storage = MemoryStorage.surviving();
  private TestBroker broker = start();
  private Uuid topicId = Uuid.ZERO;

  private TestBroker start() {
    BrokerSettings settings = BrokerSettings.defaults();
    return TestBroker.start(
        settings.withGroups(settings.groups().withInitialRebalanceDelayMs(0)), storage);
  }

  @BeforeEach
  void createTopic() {
    CreateTopicsResponse created =
        broker.ask(
            new CreateTopicsRequest()
                .topics(
                    List.of(
                        new CreatableTopic()
                            .name("t")
                            .numPartitions(2)
                            .replicationFactor((short) 1))),
            7,
            CreateTopicsResponse.class);
    topicId = created.topics().get(0).topicId();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void everyGroupHasThisBrokerAsItsCoordinator() {
    for (int version = 0; version <= 6; version++) {
      FindCoordinatorRequest request =
          version < 4
              ? new FindCoordinatorRequest().key("g")
              : new FindCoordinatorRequest().coordinatorKeys(List.of("g", "h"));
      FindCoordinatorResponse answer = broker.ask(request, version, FindCoordinatorResponse.class);
      int port = broker.broker().endpoint().port();
      if (version < 4) {
        assertThat(answer.errorCode()).isZero();
        assertThat(answer.nodeId()).isEqualTo(1);
        assertThat(answer.port()).isEqualTo(port);
      } else {
        assertThat(answer.coordinators()).extracting(c -> c.key()).containsExactly("g", "h");
        assertThat(answer.coordinators()).extracting(c -> c.port()).containsOnly(port);
        assertThat(answer.coordinators()).extracting(c -> c.errorCode()).containsOnly((short) 0);
      }
    }
  }

  @Test
  void coordinatorsOfOtherKindsAreRefused() {
    for (int version = 1; version <= 6; version++) {
      FindCoordinatorRequest request = new FindCoordinatorRequest().keyType((byte) 7);
      if (version >= 4) {
        request.coordinatorKeys(List.of("x"));
      }
      FindCoordinatorResponse answer = broker.ask(request, version, FindCoordinatorResponse.class);
      short error = version < 4 ? answer.errorCode() : answer.coordinators().get(0).errorCode();
      assertThat(error).isEqualTo(KafkaError.INVALID_REQUEST.code());
    }
  }

  @Test
  void membersComeAndGoInEveryVersion() {
    for (int version = 0; version <= 9; version++) {
      String group = "g" + version;
      JoinGroupResponse joined = join(group, version);
      assertThat(joined.generationId()).isEqualTo(1);
      assertThat(joined.members()).hasSize(1);
      assertThat(assignment(group, joined, Math.min(version, 5))).isEqualTo("all");
      assertThat(heartbeat(group, joined, Math.min(version, 4))).isEqualTo(KafkaError.NONE);
      assertThat(leave(group, joined, Math.min(version, 5))).isEqualTo(KafkaError.NONE);
      assertThat(heartbeat(group, joined, Math.min(version, 4)))
          .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    }
  }

  @Test
  void errorsFitIntoEveryVersion() {
    JoinGroupResponse nobody = new JoinGroupResponse().memberId("nobody").generationId(3);
    for (int version = 0; version <= 9; version++) {
      JoinGroupResponse join =
          broker.ask(joining("none", "nobody"), version, JoinGroupResponse.class);
      assertThat(KafkaError.forCode(join.errorCode())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
      assertThat(leave("none", nobody, Math.min(version, 5)))
          .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
      SyncGroupResponse sync =
          broker.ask(syncing("none", nobody), Math.min(version, 5), SyncGroupResponse.class);
      assertThat(KafkaError.forCode(sync.errorCode())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    }
  }

  @Test
  void offsetsAreKeptAndShownInEveryVersion() {
    for (int version = 2; version <= 10; version++) {
      OffsetCommitResponse committed =
          broker.ask(committing("g", 100 + version), version, OffsetCommitResponse.class);
      assertThat(committed.topics().get(0).partitions().get(0).errorCode()).isZero();
      for (int fetch = 1; fetch <= 10; fetch++) {
        assertThat(fetched("g", fetch)).isEqualTo(100 + version);
      }
    }
  }

  @Test
  void groupsAreShownAndDeletedInEveryVersion() {
    JoinGroupResponse member = join("shown", 9);
    assignment("shown", member, 5);
    for (int version = 0; version <= 6; version++) {
      DescribeGroupsResponse described =
          broker.ask(
              new DescribeGroupsRequest().groups(List.of("shown", "none")),
              version,
              DescribeGroupsResponse.class);
      assertThat(described.groups())
          .extracting(g -> g.groupState())
          .containsExactly("Stable", "Dead");
      assertThat(described.groups().get(0).members().get(0).clientId()).isEqualTo("test");
    }
    for (int version = 0; version <= 5; version++) {
      ListGroupsResponse listed =
          broker.ask(new ListGroupsRequest(), version, ListGroupsResponse.class);
      assertThat(listed.groups()).extracting(ListedGroup::groupId).containsExactly("shown");
    }
    for (int version = 0; version <= 3; version++) {
      DeleteGroupsResponse deleted =
          broker.ask(
              new DeleteGroupsRequest().groupsNames(List.of("shown", "none")),
              version,
              DeleteGroupsResponse.class);
      assertThat(deleted.results())
          .extracting(r -> KafkaError.forCode(r.errorCode()))
          .containsExactly(KafkaError.NON_EMPTY_GROUP, KafkaError.GROUP_ID_NOT_FOUND);
    }
  }

  @Test
  void offsetsAreDeleted() {
    broker.ask(committing("g", 5), 9, OffsetCommitResponse.class);
    OffsetDeleteRequest request =
        new OffsetDeleteRequest()
            .groupId("g")
            .topics(
                List.of(
                    new OffsetDeleteRequestTopic()
                        .name("t")
                        .partitions(List.of(new OffsetDeleteRequestPartition()))));
    OffsetDeleteResponse deleted = broker.ask(request, 0, OffsetDeleteResponse.class);
    assertThat(deleted.topics().get(0).partitions().get(0).errorCode()).isZero();
    assertThat(fetched("g", 9)).isEqualTo(-1);
  }

  @Test
  void groupsGoOnWithTheSameGenerationAfterTheBrokerWasKilled() {
    JoinGroupResponse member = join("g", 9);
    assignment("g", member, 5);
    OffsetCommitRequest commit =
        committing("g", 42)
            .memberId(member.memberId())
            .generationIdOrMemberEpoch(member.generationId());
    broker.ask(commit, 9, OffsetCommitResponse.class);
    broker.broker().abort();
    broker.close();
    broker = start();
    assertThat(heartbeat("g", member, 4)).isEqualTo(KafkaError.NONE);
    assertThat(fetched("g", 9)).isEqualTo(42);
    SyncGroupResponse again = broker.ask(syncing("g", member), 5, SyncGroupResponse.class);
    assertThat(StandardCharsets.UTF_8.decode(again.assignment()).toString()).isEqualTo("all");
  }

  private JoinGroupResponse join(String group, int version) {
    JoinGroupResponse answer = broker.ask(joining(group, ""), version, JoinGroupResponse.class);
    if (version < 4) {
      return answer;
    }
    assertThat(KafkaError.forCode(answer.errorCode())).isEqualTo(KafkaError.MEMBER_ID_REQUIRED);
    return broker.ask(joining(group, answer.memberId()), version, JoinGroupResponse.class);
  }

  private static JoinGroupRequest joining(String group, String memberId) {
    return new JoinGroupRequest()
        .groupId(group)
        .memberId(memberId)
        .sessionTimeoutMs(30_000)
        .rebalanceTimeoutMs(30_000)
        .protocolType("consumer")
        .protocols(
            List.of(new JoinGroupRequestProtocol().name("range").metadata(ByteBuffer.allocate(6))));
  }

  private static SyncGroupRequest syncing(String group, JoinGroupResponse member) {
    return new SyncGroupRequest()
        .groupId(group)
        .memberId(member.memberId())
        .protocolType("consumer")
        .protocolName("range")
        .generationId(member.generationId());
  }

  private String assignment(String group, JoinGroupResponse member, int version) {
    ByteBuffer all = ByteBuffer.wrap("all".getBytes(StandardCharsets.UTF_8));
    SyncGroupRequest request =
        syncing(group, member)
            .assignments(
                List.of(
                    new SyncGroupRequestAssignment().memberId(member.memberId()).assignment(all)));
    SyncGroupResponse answer = broker.ask(request, version, SyncGroupResponse.class);
    return StandardCharsets.UTF_8.decode(answer.assignment()).toString();
  }

  private KafkaError heartbeat(String group, JoinGroupResponse member, int version) {
    HeartbeatRequest request =
        new HeartbeatRequest()
            .groupId(group)
            .memberId(member.memberId())
            .generationId(member.generationId());
    return KafkaError.forCode(broker.ask(request, version, HeartbeatResponse.class).errorCode());
  }

  private KafkaError leave(String group, JoinGroupResponse member, int version) {
    LeaveGroupRequest request = new LeaveGroupRequest().groupId(group);
    if (version < 3) {
      request.memberId(member.memberId());
    } else {
      request.members(List.of(new MemberIdentity().memberId(member.memberId())));
    }
    LeaveGroupResponse answer = broker.ask(request, version, LeaveGroupResponse.class);
    return KafkaError.forCode(
        version < 3 ? answer.errorCode() : answer.members().get(0).errorCode());
  }

  private OffsetCommitRequest committing(String group, long offset) {
    return new OffsetCommitRequest()
        .groupId(group)
        .topics(
            List.of(
                new OffsetCommitRequestTopic()
                    .name("t")
                    .topicId(topicId)
                    .partitions(
                        List.of(
                            new OffsetCommitRequestPartition()
                                .committedOffset(offset)
                                .committedMetadata("m")))));
  }

  private long fetched(String group, int version) {
    OffsetFetchRequest request = new OffsetFetchRequest();
    if (version < 8) {
      request
          .groupId(group)
          .topics(List.of(new OffsetFetchRequestTopic().name("t").partitionIndexes(List.of(0))));
      OffsetFetchResponse answer = broker.ask(request, version, OffsetFetchResponse.class);
      return answer.topics().get(0).partitions().get(0).committedOffset();
    }
    request.groups(
        List.of(
            new OffsetFetchRequestGroup()
                .groupId(group)
                .topics(
                    List.of(
                        new OffsetFetchRequestTopics()
                            .name("t")
                            .topicId(topicId)
                            .partitionIndexes(List.of(0))))));
    OffsetFetchResponse answer = broker.ask(request, version, OffsetFetchResponse.class);
    return answer.groups().get(0).topics().get(0).partitions().get(0).committedOffset();
  }
}
