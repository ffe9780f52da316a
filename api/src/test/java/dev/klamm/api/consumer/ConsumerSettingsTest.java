package dev.klamm.api.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.config.Component;
import dev.klamm.api.config.KafkaKeys;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.serde.LongDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerSettingsTest {
  private static final ConfigDef KAFKA =
      org.apache.kafka.clients.consumer.ConsumerConfig.configDef();

  private static ConsumerSettings of(Object... pairs) {
    Map<String, Object> map = new HashMap<>();
    map.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return ConsumerSettings.of(map);
  }

  @Test
  void everyKeyOfKafkaIsKnown() {
    KafkaKeys.assertSameNames(ConsumerConfig.definition(), KAFKA);
    KafkaKeys.assertDescribed(ConsumerConfig.definition());
  }

  @Test
  void defaultsAreThoseOfKafka() {
    KafkaKeys.assertSameDefaults(
        ConsumerConfig.definition(),
        KAFKA,
        Set.of("metric.reporters", "partition.assignment.strategy"));
  }

  @Test
  void constantsAreThoseOfKafka() throws Exception {
    KafkaKeys.assertSameConstants(
        ConsumerConfig.class, org.apache.kafka.clients.consumer.ConsumerConfig.class, KAFKA);
  }

  @Test
  void mapAndBuilderLeadToTheSameSettings() {
    ConsumerSettings fromMap =
        of(
            "group.id",
            "g",
            "auto.offset.reset",
            "by_duration:PT1H",
            "isolation.level",
            "read_committed",
            "max.poll.records",
            "7",
            "session.timeout.ms",
            9000,
            "heartbeat.interval.ms",
            1000,
            "partition.assignment.strategy",
            "sticky");
    ConsumerSettings built =
        ConsumerSettings.builder()
            .bootstrapServers("localhost:9092")
            .groupId("g")
            .autoOffsetReset(AutoOffsetReset.byDuration(Duration.ofHours(1)))
            .isolationLevel(IsolationLevel.READ_COMMITTED)
            .maxPollRecords(7)
            .session(Duration.ofSeconds(9), Duration.ofSeconds(1))
            .assignors("sticky")
            .build();
    assertThat(built).isEqualTo(fromMap).hasSameHashCodeAs(fromMap);
    assertThat(built.autoOffsetReset().duration()).contains(Duration.ofHours(1));
  }

  @Test
  void offsetsAreCommittedInTheBackgroundOnlyForAGroup() {
    assertThat(of().isAutoCommit()).isFalse();
    assertThat(of("group.id", "g").isAutoCommit()).isTrue();
    assertThat(of("group.id", "g", "enable.auto.commit", "false").isAutoCommit()).isFalse();
    assertThatThrownBy(() -> of("enable.auto.commit", true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("enable.auto.commit", "group.id");
  }

  @Test
  void heartbeatsComeMoreOftenThanSessionsEnd() {
    assertThatThrownBy(() -> of("session.timeout.ms", 3000))
        .hasMessageContainingAll("heartbeat.interval.ms is 3000", "session.timeout.ms", "3000");
  }

  @ParameterizedTest
  @CsvSource({
    "range,range",
    "org.apache.kafka.clients.consumer.RoundRobinAssignor,roundrobin",
    "dev.klamm.api.consumer.StickyAssignor,sticky",
    "cooperative-sticky,cooperative-sticky"
  })
  void assignorsThatComeWithTheConsumerHaveShortNames(String given, String name) {
    assertThat(of("partition.assignment.strategy", given).assignors())
        .containsExactly(Component.ofShortName(name));
  }

  @Test
  void byDefaultRangeComesBeforeCooperativeSticky() {
    assertThat(of().assignors())
        .extracting(Component::name)
        .containsExactly("range", "cooperative-sticky");
    assertThatThrownBy(() -> of("partition.assignment.strategy", "rang"))
        .hasMessageContainingAll("partition.assignment.strategy", "'rang'", "cooperative-sticky");
    assertThatThrownBy(() -> of("partition.assignment.strategy", ""))
        .hasMessageContaining("one or more");
  }

  @Test
  void theProtocolIsClassicUnlessTheConsumerProtocolIsAskedFor() {
    assertThat(of().groupProtocol()).isEqualTo(GroupProtocol.CLASSIC);
    assertThat(of("group.protocol", "CLASSIC").groupProtocol()).isEqualTo(GroupProtocol.CLASSIC);
    assertThat(of("group.protocol", "consumer").groupProtocol()).isEqualTo(GroupProtocol.CONSUMER);
  }

  @ParameterizedTest
  @CsvSource({
    "consumer,session.timeout.ms,10000",
    "consumer,heartbeat.interval.ms,100",
    "consumer,partition.assignment.strategy,range",
    "classic,group.remote.assignor,uniform"
  })
  void keysThatAProtocolHasNoUseForAreRefused(String protocol, String key, String value) {
    assertThatThrownBy(() -> of("group.protocol", protocol, key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key + " cannot be set with group.protocol=" + protocol);
    String other = protocol.equals("classic") ? "consumer" : "classic";
    assertThat(of("group.protocol", other, key, value).settings().originals()).containsKey(key);
  }

  @Test
  void deserializersComeByClassOrFromTheConstructor() {
    assertThat(of().keyDeserializer()).isEmpty();
    assertThat(
            of("value.deserializer", LongDeserializer.class.getName())
                .valueDeserializer()
                .orElseThrow()
                .create())
        .isInstanceOf(LongDeserializer.class);
  }

  @Test
  void keysOfTheProducerInTheSameMapAreOnlyWarnedAbout() {
    assertThat(of("key.serializer", "x", "acks", "all").client().warnings()).hasSize(2);
  }
}
