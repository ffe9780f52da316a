package dev.klamm.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.AdminSettings;
import dev.klamm.api.admin.CreateTopicsOptions;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.NotControllerException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.UnsupportedVersionException;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.Answers;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.core.net.ManualLoop;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DeleteGroupsResponse.DeletableGroupResult;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.ListOffsetsRequest;
import dev.klamm.protocol.message.ListOffsetsResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import dev.klamm.protocol.message.MetadataResponse;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which broker is asked, and again when; two scripted brokers, one thread, no real time. */
final class AdminRoutingTest {
  private static final TopicPartition FIRST = new TopicPartition("orders", 0);

  private final ManualLoop loop = new ManualLoop();
  private final FakeCluster cluster = new FakeCluster(loop);
  private final FakeCluster.Broker one = cluster.broker(1, new Endpoint("b1", 9092));
  private final FakeCluster.Broker two = cluster.broker(2, new Endpoint("b2", 9092));
  private int controller = 1;
  private int leader = 1;
  private int coordinator = 1;

  private KafkaAdminClient client(String... settings) {
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(ApiKey.METADATA, (request, version, later) -> metadata());
      broker.on(
          ApiKey.FIND_COORDINATOR,
          (request, version, later) ->
              Answers.coordinator(
                  ((FindCoordinatorRequest) request).coordinatorKeys().get(0),
                  coordinator == 1 ? one : two,
                  version));
      broker.on(
          ApiKey.CREATE_TOPICS,
          (request, version, later) -> created((CreateTopicsRequest) request, broker.nodeId));
      broker.on(
          ApiKey.LIST_OFFSETS,
          (request, version, later) -> offsets((ListOffsetsRequest) request, broker.nodeId));
      broker.on(
          ApiKey.DELETE_GROUPS,
          (request, version, later) -> deleted((DeleteGroupsRequest) request, broker.nodeId));
    }
    AdminSettings.Builder builder = AdminSettings.builder().bootstrapServers("b1:9092,b2:9092");
    if (settings.length > 0) {
      builder.retries(Integer.parseInt(settings[0]));
    }
    return new KafkaAdminClient(
        builder.build(), ClientRuntime.shared(cluster, new SplittableRandom(3)));
  }

  private MetadataResponse metadata() {
    return Answers.metadata(List.of(one, two), Answers.topic("orders", leader, 5, 1))
        .controllerId(controller);
  }

  private ApiMessage created(CreateTopicsRequest request, int nodeId) {
    KafkaError error = nodeId == controller ? KafkaError.NONE : KafkaError.NOT_CONTROLLER;
    return new CreateTopicsResponse()
        .topics(
            request.topics().stream()
                .map(t -> new CreatableTopicResult().name(t.name()).errorCode(error.code()))
                .toList());
  }

  private ApiMessage offsets(ListOffsetsRequest request, int nodeId) {
    KafkaError error = nodeId == leader ? KafkaError.NONE : KafkaError.NOT_LEADER_OR_FOLLOWER;
    return new ListOffsetsResponse()
        .topics(
            List.of(
                new ListOffsetsTopicResponse()
                    .name(request.topics().get(0).name())
                    .partitions(
                        List.of(
                            new ListOffsetsPartitionResponse()
                                .partitionIndex(0)
                                .errorCode(error.code())
                                .offset(42)))));
  }

  private ApiMessage deleted(DeleteGroupsRequest request, int nodeId) {
    KafkaError error = nodeId == coordinator ? KafkaError.NONE : KafkaError.NOT_COORDINATOR;
    return new DeleteGroupsResponse()
        .results(
            request.groupsNames().stream()
                .map(g -> new DeletableGroupResult().groupId(g).errorCode(error.code()))
                .toList());
  }

  private static Throwable errorOf(CompletableFuture<?> future) {
    return future.handle((value, error) -> error).getNow(null);
  }

  private static List<NewTopic> orders() {
    return List.of(new NewTopic("orders", 1, (short) 1));
  }

  @Test
  void aControllerThatMovedIsLookedUpAgain() {
    KafkaAdminClient admin = client();
    loop.advance(1);
    CompletableFuture<?> first = admin.createTopics(orders()).all();
    loop.advance(1_000);
    assertThat(first).isCompleted();
    controller = 2;
    CompletableFuture<?> second = admin.createTopics(orders()).all();
    loop.advance(5_000);
    assertThat(second).isCompleted();
    assertThat(cluster.seen)
        .filteredOn(seen -> seen.api() == ApiKey.CREATE_TOPICS)
        .extracting(FakeCluster.Seen::nodeId)
        .containsExactly(1, 1, 2);
  }

  @Test
  void aLeaderThatMovedIsLookedUpAgain() {
    KafkaAdminClient admin = client();
    one.on(
        ApiKey.LIST_OFFSETS,
        (request, version, later) -> {
          leader = 2;
          return offsets((ListOffsetsRequest) request, 1);
        });
    var listed = admin.listOffsets(Map.of(FIRST, OffsetSpec.latest())).partitionResult(FIRST);
    loop.advance(5_000);
    assertThat(listed.join().offset()).isEqualTo(42);
    assertThat(cluster.count(ApiKey.LIST_OFFSETS)).isEqualTo(2);
  }

  @Test
  void aCoordinatorThatMovedIsLookedUpAgain() {
    KafkaAdminClient admin = client();
    CompletableFuture<?> first = admin.deleteConsumerGroups(List.of("g")).all();
    loop.advance(1_000);
    assertThat(first).isCompleted();
    coordinator = 2;
    CompletableFuture<?> second = admin.deleteConsumerGroups(List.of("g")).all();
    loop.advance(5_000);
    assertThat(second).isCompleted();
    assertThat(cluster.count(ApiKey.FIND_COORDINATOR)).isEqualTo(2);
  }

  @Test
  void groupsOfOneCoordinatorShareARequest() {
    CompletableFuture<?> all = client().deleteConsumerGroups(List.of("a", "b", "c")).all();
    loop.advance(1_000);
    assertThat(all).isCompleted();
    assertThat(cluster.count(ApiKey.DELETE_GROUPS)).isEqualTo(1);
  }

  @Test
  void aCallTakesNoLongerThanItsOptionsSay() {
    KafkaAdminClient admin = client();
    one.on(ApiKey.CREATE_TOPICS, (request, version, later) -> null);
    CompletableFuture<?> created =
        admin.createTopics(orders(), new CreateTopicsOptions().timeoutMs(700)).all();
    loop.advance(699);
    assertThat(created).isNotDone();
    loop.advance(2);
    assertThat(errorOf(created))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("createTopics of orders")
        .hasMessageContaining("700 ms");
  }

  @Test
  void retriesAreLimitedWhenThatIsWanted() {
    KafkaAdminClient admin = client("2");
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(
          ApiKey.CREATE_TOPICS,
          (request, version, later) -> created((CreateTopicsRequest) request, -1));
    }
    CompletableFuture<?> created = admin.createTopics(orders()).all();
    loop.advance(10_000);
    assertThat(errorOf(created)).isInstanceOf(NotControllerException.class);
    assertThat(cluster.count(ApiKey.CREATE_TOPICS)).isEqualTo(3);
  }

  @Test
  void aBrokerThatIsTooOldForOneSpecAnswersTheOthers() {
    KafkaAdminClient admin = client();
    one.limit(ApiKey.LIST_OFFSETS, 5);
    TopicPartition other = new TopicPartition("orders", 0);
    CompletableFuture<?> newest =
        admin.listOffsets(Map.of(other, OffsetSpec.maxTimestamp())).partitionResult(other);
    CompletableFuture<?> latest =
        admin.listOffsets(Map.of(FIRST, OffsetSpec.latest())).partitionResult(FIRST);
    loop.advance(1_000);
    assertThat(errorOf(newest)).isInstanceOf(UnsupportedVersionException.class);
    assertThat(latest).isCompleted();
  }

  @Test
  void brokersThatComeBackAreAskedAgain() {
    KafkaAdminClient admin = client();
    one.up = false;
    two.up = false;
    CompletableFuture<?> created = admin.createTopics(orders()).all();
    loop.advance(3_000);
    assertThat(created).isNotDone();
    one.up = true;
    two.up = true;
    loop.advance(5_000);
    assertThat(created).isCompleted();
  }

  @Test
  void anAnswerThatLeavesAKeyOutFailsIt() {
    KafkaAdminClient admin = client();
    one.on(ApiKey.CREATE_TOPICS, (request, version, later) -> new CreateTopicsResponse());
    CompletableFuture<?> created = admin.createTopics(orders()).all();
    loop.advance(1_000);
    assertThatThrownBy(created::join).hasMessageContaining("orders");
  }

  @Test
  void closingWithoutTimeGivesCallsUp() {
    KafkaAdminClient admin = client();
    one.on(ApiKey.CREATE_TOPICS, (request, version, later) -> null);
    CompletableFuture<?> created = admin.createTopics(orders()).all();
    loop.advance(100);
    loop.execute(admin::close);
    loop.run();
    assertThat(errorOf(created))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("closed");
  }
}
