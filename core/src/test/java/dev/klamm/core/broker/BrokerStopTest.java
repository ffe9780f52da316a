package dev.klamm.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchRequest.FetchPartition;
import dev.klamm.protocol.message.FetchRequest.FetchTopic;
import dev.klamm.protocol.message.FetchResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that stops leaves nobody without an answer. */
final class BrokerStopTest {

  private static final int JOIN = 3;
  private static final int FETCH = 11;

  private TestBroker broker = start("0");

  private static TestBroker start(String rebalanceDelay) {
    return TestBroker.start(
        BrokerSettings.of(
            Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:0",
                "group.initial.rebalance.delay.ms",
                rebalanceDelay)),
        MemoryStorage.volatileStore());
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void whoWaitsForOthersToJoinIsToldToLookForTheCoordinator() throws Exception {
    broker.close();
    broker = start("60000");
    broker.tell(join(""), JOIN);
    stopAfterwards();
    assertThat(broker.answer(JOIN, JoinGroupResponse.class).errorCode())
        .isEqualTo(KafkaError.NOT_COORDINATOR.code());
    assertThat(broker.isCutOff()).isTrue();
  }

  @Test
  void whoWaitsForAnAssignmentIsToldToLookForTheCoordinator() throws Exception {
    JoinGroupResponse leader = broker.ask(join(""), JOIN, JoinGroupResponse.class);
    broker.tell(join(""), JOIN);
    broker.tell(join(leader.memberId()), JOIN);
    JoinGroupResponse follower = broker.answer(JOIN, JoinGroupResponse.class);
    assertThat(broker.answer(JOIN, JoinGroupResponse.class).errorCode()).isZero();
    broker.tell(
        new SyncGroupRequest()
            .groupId("g")
            .memberId(follower.memberId())
            .generationId(follower.generationId()),
        2);
    CompletableFuture<Void> stopped = stopAfterwards();
    assertThat(broker.answer(2, SyncGroupResponse.class).errorCode())
        .isEqualTo(KafkaError.NOT_COORDINATOR.code());
    assertThat(broker.isCutOff()).isTrue();
    stopped.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whoWaitsForRecordsIsToldToLookForTheLeader() throws Exception {
    createTopic();
    broker.tell(fetch(), FETCH);
    stopAfterwards();
    FetchResponse answer = broker.answer(FETCH, FetchResponse.class);
    assertThat(answer.responses().get(0).partitions().get(0).errorCode())
        .isEqualTo(KafkaError.NOT_LEADER_OR_FOLLOWER.code());
    assertThat(broker.isCutOff()).isTrue();
  }

  @Test
  void whatWasAcceptedIsAnsweredBeforeTheConnectionIsClosed() throws Exception {
    createTopic();
    broker.tell(topics("late"), 7);
    stopAfterwards();
    assertThat(broker.answer(7, CreateTopicsResponse.class).topics().get(0).errorCode()).isZero();
    assertThat(broker.isCutOff()).isTrue();
  }

  /** Stops once everything sent has arrived. */
  private CompletableFuture<Void> stopAfterwards() throws Exception {
    CompletableFuture<CompletableFuture<Void>> stopping = new CompletableFuture<>();
    broker.whenReceived(() -> stopping.complete(broker.broker().shutdown()));
    return stopping.get(10, TimeUnit.SECONDS);
  }

  private void createTopic() {
    CreateTopicsResponse created = broker.ask(topics("t"), 7, CreateTopicsResponse.class);
    assertThat(created.topics().get(0).errorCode()).isZero();
  }

  private static CreateTopicsRequest topics(String name) {
    return new CreateTopicsRequest()
        .topics(
            List.of(new CreatableTopic().name(name).numPartitions(1).replicationFactor((short) 1)));
  }

  private static FetchRequest fetch() {
    return new FetchRequest()
        .maxWaitMs(60_000)
        .minBytes(1)
        .topics(
            List.of(
                new FetchTopic()
                    .topic("t")
                    .partitions(
                        List.of(new FetchPartition().partition(0).partitionMaxBytes(1000)))));
  }

  private static JoinGroupRequest join(String memberId) {
    return new JoinGroupRequest()
        .groupId("g")
        .sessionTimeoutMs(10_000)
        .rebalanceTimeoutMs(60_000)
        .memberId(memberId)
        .protocolType("consumer")
        .protocols(
            List.of(new JoinGroupRequestProtocol().name("range").metadata(ByteBuffer.allocate(0))));
  }
}
