package dev.klamm.core.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.MetadataRequest;
import dev.klamm.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.klamm.protocol.message.MetadataResponse;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics are found by name or by id, whichever was given. */
final class MetadataByIdTest {

  private final TestBroker broker = TestBroker.start();
  private Uuid id = Uuid.ZERO;

  @BeforeEach
  void createTopic() {
    CreatableTopic topic =
        new CreatableTopic().name("a").numPartitions(2).replicationFactor((short) -1);
    id =
        broker
            .ask(new CreateTopicsRequest().topics(List.of(topic)), 7, CreateTopicsResponse.class)
            .topics()
            .get(0)
            .topicId();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "another"})
  void anIdCountsMoreThanANameBesideIt(String name) {
    MetadataResponseTopic found = only(new MetadataRequestTopic().topicId(id).name(name), 13);
    assertThat(found.errorCode()).isZero();
    assertThat(found.name()).isEqualTo("a");
    assertThat(found.partitions()).hasSize(2);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "")
  void anUnknownIdIsRefusedAsAnId(String name) {
    Uuid unknown = new Uuid(7, 7);
    MetadataResponseTopic refused =
        only(new MetadataRequestTopic().topicId(unknown).name(name), 12);
    assertThat(refused.errorCode()).isEqualTo(KafkaError.UNKNOWN_TOPIC_ID.code());
    assertThat(refused.topicId()).isEqualTo(unknown);
    assertThat(refused.name()).isNull();
  }

  @Test
  void versionsThatKnowNoIdsInQuestionsRefuseThem() {
    for (int version : new int[] {10, 11}) {
      assertThat(only(new MetadataRequestTopic().topicId(id).name("a"), version).errorCode())
          .isEqualTo(KafkaError.INVALID_REQUEST.code());
      assertThat(only(new MetadataRequestTopic().name(null), version).errorCode())
          .isEqualTo(KafkaError.INVALID_REQUEST.code());
    }
  }

  private MetadataResponseTopic only(MetadataRequestTopic asked, int version) {
    MetadataResponse answer =
        broker.ask(new MetadataRequest().topics(List.of(asked)), version, MetadataResponse.class);
    assertThat(answer.topics()).hasSize(1);
    return answer.topics().get(0);
  }
}
