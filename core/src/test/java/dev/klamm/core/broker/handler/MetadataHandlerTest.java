package dev.klamm.core.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.TestBroker;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.protocol.message.DescribeClusterRequest;
import dev.klamm.protocol.message.DescribeClusterResponse;
import dev.klamm.protocol.message.MetadataRequest;
import dev.klamm.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.klamm.protocol.message.MetadataResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked for is created, unless its name cannot be. */
final class MetadataHandlerTest {

  private final TestBroker broker =
      TestBroker.start(
          BrokerSettings.of(
              Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "broker.rack", "cellar")),
          MemoryStorage.volatileStore());

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aTopicThatIsAskedForIsCreated() {
    assertThat(errors("orders")).containsExactly(KafkaError.NONE);
  }

  @Test
  void namesThatDifferOnlyInDotsAndUnderscoresAreNotBothCreated() {
    assertThat(errors("a.b")).containsExactly(KafkaError.NONE);
    assertThat(errors("a_b", "a.b"))
        .containsExactly(KafkaError.UNKNOWN_TOPIC_OR_PARTITION, KafkaError.NONE);
    assertThat(errors("c_d", "c.d", "c_d"))
        .containsExactly(KafkaError.NONE, KafkaError.UNKNOWN_TOPIC_OR_PARTITION, KafkaError.NONE);
  }

  @Test
  void aNameThatIsNotAllowedIsSaidToBe() {
    assertThat(errors("a b")).containsExactly(KafkaError.INVALID_TOPIC_EXCEPTION);
  }

  @Test
  void clientsAreToldTheRack() {
    assertThat(metadata().brokers()).allMatch(each -> "cellar".equals(each.rack()));
    assertThat(broker.ask(new DescribeClusterRequest(), 2, DescribeClusterResponse.class).brokers())
        .allMatch(each -> "cellar".equals(each.rack()));
  }

  private List<KafkaError> errors(String... topics) {
    return metadata(topics).topics().stream()
        .map(topic -> KafkaError.forCode(topic.errorCode()))
        .toList();
  }

  private MetadataResponse metadata(String... topics) {
    List<MetadataRequestTopic> asked =
        Arrays.stream(topics).map(name -> new MetadataRequestTopic().name(name)).toList();
    return broker.ask(
        new MetadataRequest().topics(asked).allowAutoTopicCreation(true),
        13,
        MetadataResponse.class);
  }
}
