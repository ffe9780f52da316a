package dev.klamm.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.BrokerNotAvailableException;
import dev.klamm.api.error.DisconnectException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.TopicAuthorizationException;
import dev.klamm.api.error.UnsupportedVersionException;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeClusterRequest;
import dev.klamm.protocol.message.DescribeClusterResponse;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.MetadataRequest;
import dev.klamm.protocol.message.MetadataResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NetworkClientTest {
  private static final Endpoint FIRST = new Endpoint("first", 9092);
  private static final Endpoint SECOND = new Endpoint("second", 9092);

  private final ManualLoop loop = new ManualLoop();
  private final FakeCluster cluster = new FakeCluster(loop);
  private final FakeCluster.Broker one = cluster.broker(1, FIRST);
  private final FakeCluster.Broker two = cluster.broker(2, SECOND);

  private NetworkSettings.Builder settings() {
    return NetworkSettings.builder(List.of(FIRST, SECOND)).clientId("test");
  }

  private NetworkClient client(NetworkSettings settings) {
    return new NetworkClient(ClientRuntime.shared(cluster, new SplittableRandom(7)), settings);
  }

  private NetworkClient client() {
    return client(settings().build());
  }

  private void describesItself(MetadataResponse.MetadataResponseTopic... topics) {
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(ApiKey.METADATA, Answers.metadata(List.of(one, two), topics));
    }
  }

  /** Collects the outcome of a call. */
  private static final class Outcome<R> implements AnswerHandler<R> {
    final List<R> bodies = new ArrayList<>();
    final List<KafkaException> errors = new ArrayList<>();
    short version = -1;

    @Override
    public void onAnswer(Answer<R> answer) {
      bodies.add(answer.body());
      version = answer.version();
    }

    @Override
    public void onFailure(KafkaException error) {
      errors.add(error);
    }

    KafkaException error() {
      assertThat(bodies).isEmpty();
      assertThat(errors).hasSize(1);
      return errors.get(0);
    }
  }

  private static Call<HeartbeatResponse> heartbeat() {
    return Call.of(
        ApiKey.HEARTBEAT,
        new HeartbeatRequest().groupId("g").memberId("m"),
        HeartbeatResponse::new);
  }

  private Outcome<HeartbeatResponse> beat(NetworkClient client, Destination to) {
    Outcome<HeartbeatResponse> outcome = new Outcome<>();
    client.send(to, heartbeat(), outcome);
    return outcome;
  }

  @Test
  void theHighestVersionOfBothSidesIsUsed() {
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.limit(ApiKey.HEARTBEAT, 2).on(ApiKey.HEARTBEAT, new HeartbeatResponse());
    }
    Outcome<HeartbeatResponse> outcome = beat(client(), Destination.any());
    loop.run();
    assertThat(outcome.bodies).hasSize(1);
    assertThat(outcome.version).isEqualTo((short) 2);
  }

  @Test
  void aBrokerThatAsksForAPauseIsLeftAloneForSoLong() {
    one.on(ApiKey.HEARTBEAT, new HeartbeatResponse().throttleTimeMs(500));
    NetworkClient client = client(NetworkSettings.builder(List.of(FIRST)).build());
    Outcome<HeartbeatResponse> first = beat(client, Destination.any());
    loop.run();
    assertThat(first.bodies).hasSize(1);
    Outcome<HeartbeatResponse> second = beat(client, Destination.any());
    loop.advance(499);
    assertThat(cluster.count(ApiKey.HEARTBEAT)).isEqualTo(1);
    assertThat(second.bodies).isEmpty();
    loop.advance(1);
    assertThat(second.bodies).hasSize(1);
  }

  @Test
  void whatWaitsDuringAPauseIsOverdueAsEver() {
    one.on(ApiKey.HEARTBEAT, new HeartbeatResponse().throttleTimeMs(60_000));
    NetworkClient client =
        client(NetworkSettings.builder(List.of(FIRST)).requestTimeoutMs(5_000).build());
    beat(client, Destination.any());
    loop.run();
    Outcome<HeartbeatResponse> late = beat(client, Destination.any());
    loop.advance(5_000);
    assertThat(late.error()).isInstanceOf(TimeoutException.class);
    assertThat(one.connections()).isEqualTo(1);
  }

  @Test
  void aBrokerOfOldHasPausedAlreadyWhenItSaysSo() {
    one.limit(ApiKey.HEARTBEAT, 1)
        .on(ApiKey.HEARTBEAT, new HeartbeatResponse().throttleTimeMs(500));
    NetworkClient client = client(NetworkSettings.builder(List.of(FIRST)).build());
    beat(client, Destination.any());
    loop.run();
    Outcome<HeartbeatResponse> second = beat(client, Destination.any());
    loop.run();
    assertThat(second.bodies).hasSize(1);
  }

  @Test
  void aBrokerThatRefusesOurApiVersionsIsAskedInItsOwnVersion() {
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.limit(ApiKey.API_VERSIONS, 1).on(ApiKey.HEARTBEAT, new HeartbeatResponse());
    }
    Outcome<HeartbeatResponse> outcome = beat(client(), Destination.any());
    loop.run();
    assertThat(outcome.bodies).hasSize(1);
    assertThat(cluster.seen.get(0).version()).isEqualTo((short) 1);
  }

  @Test
  void aVersionThatTheBrokerLacksFailsByNameWithoutClosing() {
    describesItself();
    one.limit(ApiKey.HEARTBEAT, 0);
    two.limit(ApiKey.HEARTBEAT, 0);
    NetworkClient client = client();
    Outcome<HeartbeatResponse> outcome = new Outcome<>();
    client.send(Destination.any(), heartbeat().from(3), outcome);
    loop.run();
    assertThat(outcome.error())
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessageContaining("HEARTBEAT")
        .hasMessageContaining("0 to 0");
    assertThat(one.connections() + two.connections()).isEqualTo(1);
  }

  @Test
  void answersComeToTheirRequestsInOrder() {
    List<FakeCluster.Reply> replies = new ArrayList<>();
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(
          ApiKey.HEARTBEAT,
          (request, version, later) -> {
            replies.add(later);
            return null;
          });
    }
    describesItself();
    NetworkClient client = client();
    client.metadata().requestUpdateNow();
    loop.run();
    List<Outcome<HeartbeatResponse>> outcomes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      outcomes.add(beat(client, Destination.node(1)));
    }
    loop.run();
    assertThat(replies).hasSize(3);
    for (int i = 0; i < 3; i++) {
      replies.get(i).with(new HeartbeatResponse().errorCode((short) i));
    }
    loop.run();
    for (int i = 0; i < 3; i++) {
      assertThat(outcomes.get(i).bodies.get(0).errorCode()).isEqualTo((short) i);
    }
  }

  @Test
  void noMoreThanMaxInFlightGoOutAtOnce() {
    List<FakeCluster.Reply> replies = new ArrayList<>();
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(
          ApiKey.HEARTBEAT,
          (request, version, later) -> {
            replies.add(later);
            return null;
          });
    }
    describesItself();
    NetworkClient client = client(settings().maxInFlight(2).build());
    client.metadata().requestUpdateNow();
    loop.run();
    for (int i = 0; i < 5; i++) {
      beat(client, Destination.node(1));
    }
    loop.run();
    assertThat(replies).hasSize(2);
    assertThat(client.isReady(1)).isFalse();
    replies.get(0).with(new HeartbeatResponse());
    loop.run();
    assertThat(replies).hasSize(3);
    assertThat(client.load(1)).isEqualTo(4);
  }

  @Test
  void anAnswerOutOfTurnClosesTheConnection() {
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(
          ApiKey.HEARTBEAT,
          (request, version, later) -> {
            later.with(new HeartbeatResponse());
            return new HeartbeatResponse();
          });
    }
    NetworkClient client = client();
    Outcome<HeartbeatResponse> first = beat(client, Destination.any());
    loop.run();
    assertThat(first.bodies).hasSize(1);
    assertThat(one.connections() + two.connections()).isZero();
    assertThat(cluster.unreleased.get()).isZero();
  }

  @Test
  void allCallsFailWhenTheConnectionBreaks() {
    describesItself();
    NetworkClient client = client();
    client.metadata().requestUpdateNow();
    loop.run();
    Outcome<HeartbeatResponse> first = beat(client, Destination.node(1));
    Outcome<HeartbeatResponse> second = beat(client, Destination.node(1));
    loop.run();
    one.crash();
    loop.run();
    assertThat(first.error()).isInstanceOf(DisconnectException.class);
    assertThat(second.error()).isInstanceOf(DisconnectException.class);
  }

  @Test
  void aCallThatGetsNoAnswerInTimeFailsAndItsConnectionIsClosed() {
    describesItself();
    NetworkClient client = client(settings().requestTimeoutMs(5_000).build());
    client.metadata().requestUpdateNow();
    loop.run();
    Outcome<HeartbeatResponse> outcome = beat(client, Destination.node(1));
    loop.advance(4_999);
    assertThat(outcome.errors).isEmpty();
    loop.advance(2);
    assertThat(outcome.error()).isInstanceOf(TimeoutException.class);
    assertThat(one.connections()).isZero();
  }

  @Test
  void aBrokerThatNeverShakesHandsIsLeftAfterTheSetupTimeout() {
    one.on(ApiKey.API_VERSIONS, (request, version, later) -> null);
    two.on(ApiKey.API_VERSIONS, (request, version, later) -> null);
    NetworkClient client = client(settings().connectionSetupTimeoutMs(3_000).build());
    Outcome<HeartbeatResponse> outcome = beat(client, Destination.any());
    loop.advance(3_001);
    assertThat(outcome.error()).isInstanceOf(DisconnectException.class);
  }

  @Test
  void reconnectingWaitsLongerFromTryToTry() {
    NetworkClient client = client(settings().reconnectBackoff(100, 10_000).build());
    one.crash();
    two.crash();
    loop.run();
    client.metadata().requestUpdateNow();
    loop.advance(1_000);
    int early = cluster.attempts.size();
    loop.advance(20_000);
    int middle = cluster.attempts.size() - early;
    loop.advance(60_000);
    assertThat(early).isBetween(3, 12);
    assertThat(middle).isLessThan(20);
  }

  @Test
  void aBrokerThatIsBackIsFoundAgain() {
    describesItself();
    NetworkClient client = client();
    client.metadata().requestUpdateNow();
    loop.run();
    one.crash();
    loop.run();
    Outcome<HeartbeatResponse> failed = beat(client, Destination.node(1));
    loop.advance(10_000);
    assertThat(failed.error()).isInstanceOf(DisconnectException.class);
    one.up = true;
    one.on(ApiKey.HEARTBEAT, new HeartbeatResponse());
    Outcome<HeartbeatResponse> outcome = beat(client, Destination.node(1));
    loop.advance(2_000);
    assertThat(outcome.bodies).hasSize(1);
  }

  @Test
  void anUnknownNodeFailsAndMetadataIsAsked() {
    describesItself();
    NetworkClient client = client();
    Outcome<HeartbeatResponse> outcome = beat(client, Destination.node(9));
    loop.advance(1_000);
    assertThat(outcome.error()).isInstanceOf(BrokerNotAvailableException.class);
    assertThat(cluster.count(ApiKey.METADATA)).isPositive();
  }

  @Test
  void theControllerIsFoundByMetadata() {
    describesItself();
    one.on(ApiKey.DESCRIBE_CLUSTER, new DescribeClusterResponse().clusterId("test"));
    Outcome<DescribeClusterResponse> outcome = new Outcome<>();
    client()
        .send(
            Destination.controller(),
            Call.of(
                ApiKey.DESCRIBE_CLUSTER,
                new DescribeClusterRequest(),
                DescribeClusterResponse::new),
            outcome);
    loop.advance(100);
    assertThat(outcome.bodies).hasSize(1);
  }

  private void coordinates(FakeCluster.Broker broker) {
    for (FakeCluster.Broker any : List.of(one, two)) {
      any.on(
          ApiKey.FIND_COORDINATOR,
          (request, version, later) -> {
            FindCoordinatorRequest find = (FindCoordinatorRequest) request;
            String key = version < 4 ? find.key() : find.coordinatorKeys().get(0);
            return Answers.coordinator(key, broker, version);
          });
    }
    broker.on(ApiKey.HEARTBEAT, new HeartbeatResponse());
  }

  @Test
  void aCoordinatorIsLookedUpOnceAndKept() {
    coordinates(two);
    NetworkClient client = client();
    Destination group = Destination.coordinator(CoordinatorType.GROUP, "g");
    Outcome<HeartbeatResponse> first = beat(client, group);
    Outcome<HeartbeatResponse> second = beat(client, group);
    loop.run();
    Outcome<HeartbeatResponse> third = beat(client, group);
    loop.run();
    assertThat(first.bodies).hasSize(1);
    assertThat(second.bodies).hasSize(1);
    assertThat(third.bodies).hasSize(1);
    assertThat(cluster.count(ApiKey.FIND_COORDINATOR)).isEqualTo(1);
    assertThat(cluster.seen.get(cluster.seen.size() - 1).nodeId()).isEqualTo(2);
  }

  @Test
  void aCoordinatorOfAnOldBrokerIsFoundWithoutBatches() {
    one.limit(ApiKey.FIND_COORDINATOR, 0);
    two.limit(ApiKey.FIND_COORDINATOR, 0);
    coordinates(two);
    NetworkClient client = client();
    Outcome<HeartbeatResponse> outcome =
        beat(client, Destination.coordinator(CoordinatorType.GROUP, "g"));
    loop.run();
    assertThat(outcome.bodies).hasSize(1);
  }

  @Test
  void aCoordinatorWhoseConnectionBrokeIsLookedUpAgain() {
    coordinates(two);
    NetworkClient client = client();
    Destination group = Destination.coordinator(CoordinatorType.GROUP, "g");
    beat(client, group);
    loop.run();
    two.crash();
    loop.run();
    coordinates(one);
    Outcome<HeartbeatResponse> outcome = beat(client, group);
    loop.advance(5_000);
    assertThat(outcome.bodies).hasSize(1);
    assertThat(cluster.seen.get(cluster.seen.size() - 1).nodeId()).isEqualTo(1);
  }

  /** Hears the end of a wait for metadata. */
  private static final class Waited implements ClusterMetadata.Waiter {
    @Nullable MetadataSnapshot snapshot;
    @Nullable KafkaException error;

    @Override
    public void onOutcome(MetadataSnapshot found, @Nullable KafkaException failure) {
      if (failure == null) {
        snapshot = found;
      } else {
        error = failure;
      }
    }
  }

  @Test
  void aTopicIsWaitedForUntilItIsCreated() {
    describesItself(Answers.failing("t", 3));
    NetworkClient client = client();
    Waited waited = new Waited();
    client.metadata().awaitTopic("t", 10_000, waited);
    loop.advance(3_000);
    assertThat(waited.snapshot).isNull();
    long asked = cluster.count(ApiKey.METADATA);
    assertThat(asked).isBetween(3L, 20L);
    describesItself(Answers.topic("t", 1, 0, 3));
    loop.advance(1_500);
    assertThat(waited.snapshot).isNotNull();
    assertThat(waited.snapshot.partitionCount("t")).isEqualTo(3);
    assertThat(waited.snapshot.topicName(Answers.topicId("t"))).isEqualTo("t");
  }

  @Test
  void aTopicThatNeverAppearsTimesOutSayingWhy() {
    describesItself(Answers.failing("t", 3));
    Waited waited = new Waited();
    client().metadata().awaitTopic("t", 2_000, waited);
    loop.advance(2_001);
    assertThat(waited.error)
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("t")
        .hasMessageContaining("UNKNOWN_TOPIC_OR_PARTITION");
  }

  @Test
  void aForbiddenTopicFailsAtOnce() {
    describesItself(Answers.failing("t", 29));
    Waited waited = new Waited();
    client().metadata().awaitTopic("t", 2_000, waited);
    loop.run();
    assertThat(waited.error).isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void theAutoCreateFlagIsSent() {
    describesItself(Answers.topic("t", 1, 0, 1));
    NetworkClient client = client(settings().allowAutoCreateTopics(false).build());
    client.metadata().add("t");
    loop.run();
    assertThat(cluster.last(ApiKey.METADATA, MetadataRequest.class).allowAutoTopicCreation())
        .isFalse();
  }

  @Test
  void aLeaderEpochNeverFalls() {
    describesItself(Answers.topic("t", 1, 5, 1));
    NetworkClient client = client();
    client.metadata().add("t");
    loop.run();
    describesItself(Answers.topic("t", 2, 4, 1));
    client.metadata().requestUpdate();
    loop.advance(1_000);
    TopicPartition partition = new TopicPartition("t", 0);
    assertThat(client.metadata().snapshot().leader(partition)).isEqualTo(1);
    client.metadata().updateLeader(partition, 2, 6);
    assertThat(client.metadata().snapshot().leader(partition)).isEqualTo(2);
    client.metadata().updateLeader(partition, 1, 6);
    assertThat(client.metadata().snapshot().leader(partition)).isEqualTo(2);
  }

  @Test
  void metadataIsRefreshedWhenItIsTooOld() {
    describesItself(Answers.topic("t", 1, 0, 1));
    NetworkClient client = client(settings().metadataMaxAgeMs(60_000).build());
    client.metadata().add("t");
    loop.run();
    assertThat(cluster.count(ApiKey.METADATA)).isEqualTo(1);
    loop.advance(59_000);
    assertThat(cluster.count(ApiKey.METADATA)).isEqualTo(1);
    loop.advance(2_000);
    assertThat(cluster.count(ApiKey.METADATA)).isEqualTo(2);
  }

  @Test
  void theBootstrapAddressesAreTriedAgainWhenAllKnownBrokersAreGone() {
    FakeCluster.Broker moved = cluster.broker(3, new Endpoint("third", 9092));
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(ApiKey.METADATA, Answers.metadata(List.of(moved), Answers.topic("t", 3, 0, 1)));
    }
    NetworkClient client = client();
    client.metadata().add("t");
    loop.run();
    moved.crash();
    describesItself(Answers.topic("t", 1, 1, 1));
    client.metadata().requestUpdate();
    loop.advance(5_000);
    assertThat(client.metadata().snapshot().nodes()).containsOnlyKeys(1, 2);
  }

  @Test
  void aBrokerThatAsksForItIsLookedUpAnew() {
    describesItself(Answers.topic("t", 1, 0, 1));
    NetworkClient client = client();
    client.metadata().add("t");
    loop.run();
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(
          ApiKey.METADATA,
          (request, version, later) -> {
            describesItself(Answers.topic("t", 1, 1, 1));
            return new MetadataResponse().errorCode((short) 129);
          });
    }
    client.metadata().requestUpdate();
    loop.advance(5_000);
    assertThat(client.metadata().snapshot().leaderEpoch(new TopicPartition("t", 0))).isEqualTo(1);
  }

  @Test
  void anUnusedConnectionIsClosedQuietly() {
    describesItself(Answers.topic("t", 1, 0, 1));
    NetworkClient client = client(settings().connectionsMaxIdleMs(30_000).build());
    client.metadata().add("t");
    loop.run();
    one.on(ApiKey.HEARTBEAT, new HeartbeatResponse());
    beat(client, Destination.node(1));
    loop.run();
    assertThat(one.connections()).isEqualTo(1);
    long asked = cluster.count(ApiKey.METADATA);
    loop.advance(40_000);
    assertThat(one.connections()).isZero();
    assertThat(cluster.count(ApiKey.METADATA)).isEqualTo(asked);
  }

  @Test
  void closingFailsWhatIsUnderWay() {
    describesItself();
    NetworkClient client = client();
    client.metadata().requestUpdateNow();
    loop.run();
    Outcome<HeartbeatResponse> outcome = beat(client, Destination.node(1));
    loop.run();
    client.close();
    loop.run();
    assertThat(outcome.error()).isInstanceOf(DisconnectException.class);
    Outcome<HeartbeatResponse> late = beat(client, Destination.any());
    loop.run();
    assertThat(late.error()).isInstanceOf(DisconnectException.class);
    assertThat(one.connections() + two.connections()).isZero();
    assertThat(cluster.unreleased.get()).isZero();
  }
}
