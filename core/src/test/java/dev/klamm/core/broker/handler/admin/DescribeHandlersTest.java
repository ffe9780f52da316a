package dev.klamm.core.broker.handler.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.DescribeClusterRequest;
import dev.klamm.protocol.message.DescribeClusterResponse;
import dev.klamm.protocol.message.DescribeTopicPartitionsRequest;
import dev.klamm.protocol.message.DescribeTopicPartitionsRequest.Cursor;
import dev.klamm.protocol.message.DescribeTopicPartitionsRequest.TopicRequest;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cluster and its topics are described whole, or portion by portion. */
final class DescribeHandlersTest {

  private final TestBroker broker = TestBroker.start();

  @BeforeEach
  void createTopics() {
    broker.ask(
        new CreateTopicsRequest().topics(List.of(topic("a", 3), topic("b", 1), topic("c", 4))),
        7,
        CreateTopicsResponse.class);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void theClusterIsThisBroker() {
    for (int version = 0; version <= 2; version++) {
      DescribeClusterResponse answer =
          broker.ask(new DescribeClusterRequest(), version, DescribeClusterResponse.class);
      assertThat(answer.clusterId()).isEqualTo(broker.broker().clusterId());
      assertThat(answer.controllerId()).isEqualTo(1);
      assertThat(answer.brokers()).hasSize(1);
      assertThat(answer.brokers().get(0).port()).isEqualTo(broker.broker().endpoint().port());
    }
  }

  @Test
  void whoeverLooksForAControllerIsToldThatThisIsABroker() {
    assertThat(errorOfEndpointType(2)).isEqualTo(KafkaError.MISMATCHED_ENDPOINT_TYPE);
    assertThat(errorOfEndpointType(9)).isEqualTo(KafkaError.UNSUPPORTED_ENDPOINT_TYPE);
  }

  private KafkaError errorOfEndpointType(int type) {
    DescribeClusterRequest request = new DescribeClusterRequest().endpointType((byte) type);
    return KafkaError.forCode(broker.ask(request, 1, DescribeClusterResponse.class).errorCode());
  }

  @Test
  void noTopicsMeansAllTopicsByName() {
    DescribeTopicPartitionsResponse answer = describe(new DescribeTopicPartitionsRequest());
    assertThat(seen(answer))
        .containsExactly("a-0", "a-1", "a-2", "b-0", "c-0", "c-1", "c-2", "c-3");
    assertThat(answer.nextCursor()).isNull();
  }

  @Test
  void cursorsLeadThroughAllPartitionsOnce() {
    for (int limit = 1; limit <= 9; limit++) {
      List<String> seen = new ArrayList<>();
      Cursor cursor = null;
      do {
        DescribeTopicPartitionsResponse portion =
            describe(
                new DescribeTopicPartitionsRequest().responsePartitionLimit(limit).cursor(cursor));
        assertThat(seen(portion)).hasSizeLessThanOrEqualTo(limit);
        seen.addAll(seen(portion));
        DescribeTopicPartitionsResponse.Cursor next = portion.nextCursor();
        cursor =
            next == null
                ? null
                : new Cursor().topicName(next.topicName()).partitionIndex(next.partitionIndex());
      } while (cursor != null);
      assertThat(seen).containsExactly("a-0", "a-1", "a-2", "b-0", "c-0", "c-1", "c-2", "c-3");
    }
  }

  @Test
  void anUnknownTopicHasItsError() {
    DescribeTopicPartitionsResponse answer =
        describe(
            new DescribeTopicPartitionsRequest()
                .topics(List.of(new TopicRequest().name("x"), new TopicRequest().name("no/name"))));
    assertThat(answer.topics())
        .extracting(topic -> KafkaError.forCode(topic.errorCode()))
        .containsExactly(KafkaError.INVALID_TOPIC_EXCEPTION, KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
  }

  @Test
  void cursorsThatNobodyGaveDoNoHarm() {
    DescribeTopicPartitionsResponse beyond =
        describe(
            new DescribeTopicPartitionsRequest()
                .cursor(new Cursor().topicName("a").partitionIndex(Integer.MAX_VALUE)));
    assertThat(seen(beyond)).containsExactly("b-0", "c-0", "c-1", "c-2", "c-3");
    DescribeTopicPartitionsResponse negative =
        describe(
            new DescribeTopicPartitionsRequest()
                .topics(List.of(new TopicRequest().name("a")))
                .cursor(new Cursor().topicName("a").partitionIndex(-1)));
    assertThat(negative.topics().get(0).errorCode()).isEqualTo(KafkaError.INVALID_REQUEST.code());
  }

  private DescribeTopicPartitionsResponse describe(DescribeTopicPartitionsRequest request) {
    return broker.ask(request, 0, DescribeTopicPartitionsResponse.class);
  }

  private static List<String> seen(DescribeTopicPartitionsResponse answer) {
    List<String> seen = new ArrayList<>();
    for (DescribeTopicPartitionsResponseTopic topic : answer.topics()) {
      topic.partitions().forEach(p -> seen.add(topic.name() + "-" + p.partitionIndex()));
    }
    return seen;
  }

  private static CreatableTopic topic(String name, int partitions) {
    return new CreatableTopic().name(name).numPartitions(partitions).replicationFactor((short) -1);
  }
}
