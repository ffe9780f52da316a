package dev.klamm.api.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.config.Component;
import dev.klamm.api.config.KafkaKeys;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.serde.StringSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerSettingsTest {
  private static final ConfigDef KAFKA =
      org.apache.kafka.clients.producer.ProducerConfig.configDef();

  private static ProducerSettings of(Object... pairs) {
    Map<String, Object> map = new HashMap<>();
    map.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return ProducerSettings.of(map);
  }

  @Test
  void everyKeyOfKafkaIsKnown() {
    KafkaKeys.assertSameNames(ProducerConfig.definition(), KAFKA);
    KafkaKeys.assertDescribed(ProducerConfig.definition());
  }

  @Test
  void defaultsAreThoseOfKafka() {
    KafkaKeys.assertSameDefaults(ProducerConfig.definition(), KAFKA, Set.of("metric.reporters"));
  }

  @Test
  void constantsAreThoseOfKafka() throws Exception {
    KafkaKeys.assertSameConstants(
        ProducerConfig.class, org.apache.kafka.clients.producer.ProducerConfig.class, KAFKA);
  }

  @Test
  void mapPropertiesAndBuilderLeadToTheSameSettings() {
    ProducerSettings fromMap =
        of(
            "acks",
            "1",
            "linger.ms",
            "7",
            "compression.type",
            "zstd",
            "client.id",
            "me",
            "batch.size",
            3);
    ProducerSettings built =
        ProducerSettings.builder()
            .bootstrapServers("localhost:9092")
            .acks(Acks.LEADER)
            .linger(Duration.ofMillis(7))
            .compression(CompressionType.ZSTD)
            .clientId("me")
            .batchSize(3)
            .build();
    Properties properties = new Properties();
    properties.putAll(fromMap.settings().originals());
    assertThat(built)
        .isEqualTo(fromMap)
        .isEqualTo(ProducerSettings.of(properties))
        .hasSameHashCodeAs(fromMap);
    assertThat(built.compressionLevel()).isEqualTo(3);
    assertThat(built.client().clientId()).isEqualTo("me");
    assertThat(built.client().bootstrapServers()).containsExactly("localhost:9092");
    assertThat(built.client().connectionsMaxIdle()).isEqualTo(Duration.ofMinutes(9));
  }

  @Test
  void idempotenceThatWasNotAskedForGivesWay() {
    assertThat(of().isIdempotent()).isTrue();
    assertThat(of("acks", 1).isIdempotent()).isFalse();
    assertThat(of("acks", "-1").isIdempotent()).isTrue();
    assertThat(of("retries", 0).isIdempotent()).isFalse();
    assertThat(of("max.in.flight.requests.per.connection", 6).isIdempotent()).isFalse();
    assertThat(of("enable.idempotence", false).isIdempotent()).isFalse();
  }

  @Test
  void idempotenceThatWasAskedForDoesNotGiveWay() {
    assertThatThrownBy(() -> of("enable.idempotence", true, "acks", "1"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("enable.idempotence is true, but acks is 1: it must be all");
    assertThatThrownBy(() -> of("enable.idempotence", true, "retries", 0))
        .hasMessageContaining("retries");
    assertThatThrownBy(
            () -> of("enable.idempotence", true, "max.in.flight.requests.per.connection", 6))
        .hasMessageContaining("must be 5 or less");
  }

  @Test
  void theTimeForDeliveryCoversLingerAndRequest() {
    assertThat(of("request.timeout.ms", 200_000).deliveryTimeout())
        .isEqualTo(Duration.ofMillis(200_005));
    assertThatThrownBy(() -> of("request.timeout.ms", 200_000, "delivery.timeout.ms", 100))
        .hasMessageContainingAll("delivery.timeout.ms is 100", "200005");
  }

  @Test
  void partitionersComeByClassByKafkasNameOrAsObjects() {
    assertThat(of().partitioner().create()).isInstanceOf(DefaultPartitioner.class);
    assertThat(of("partitioner.ignore.keys", "true").partitioner().create())
        .isInstanceOf(StickyPartitioner.class);
    assertThat(
            of("partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner")
                .partitioner()
                .create())
        .isInstanceOf(RoundRobinPartitioner.class);
    Partitioner own = (topic, key, keyBytes, value, valueBytes, partitions) -> 0;
    assertThat(of("partitioner.class", own).partitioner().create()).isSameAs(own);
  }

  @Test
  void serializersMayBeLeftToTheConstructorOfTheProducer() {
    assertThat(of().keySerializer()).isEmpty();
    assertThat(
            of("key.serializer", StringSerializer.class)
                .keySerializer()
                .map(Component::create)
                .orElseThrow())
        .isInstanceOf(StringSerializer.class);
  }

  @Test
  void interceptorsKeepTheirOrder() {
    ProducerInterceptor<String, String> one = record -> record;
    ProducerInterceptor<String, String> two = record -> record;
    ProducerSettings settings =
        ProducerSettings.builder().bootstrapServers("a:1").interceptors(List.of(one, two)).build();
    assertThat(settings.interceptors()).extracting(Component::create).containsExactly(one, two);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:9092",
        "klamm:memory",
        "klamm:file:/data",
        "[::1]:9092",
        "PLAINTEXT://a:1, b:65535"
      })
  void addressesMayBeHostsOrKlammsOwn(String servers) {
    assertThat(of("bootstrap.servers", servers).client().bootstrapServers()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "localhost:",
        ":9092",
        "a:0",
        "a:65536",
        "a:x",
        "klamm:",
        "a b:1",
        "a:1,,b:1"
      })
  void otherAddressesAreRefused(String servers) {
    assertThatThrownBy(() -> of("bootstrap.servers", servers))
        .hasMessageContainingAll("bootstrap.servers", "host:port");
  }

  @Test
  void whatWouldPromiseTooMuchIsRefusedByName() {
    assertThatThrownBy(() -> of("security.protocol", "SSL"))
        .hasMessageContainingAll(
            "security.protocol is refused", "TLS and SASL", "only 'PLAINTEXT'");
    assertThatThrownBy(() -> of("ssl.keystore.password", "hunter2"))
        .hasMessageContaining("ssl.keystore.password is refused")
        .message()
        .doesNotContain("hunter2");
    assertThatThrownBy(() -> of("transaction.two.phase.commit.enable", true))
        .hasMessageContaining("who decides about a transaction is its producer");
    assertThat(of("security.protocol", "PLAINTEXT", "ssl.protocol", "TLSv1.3").client().warnings())
        .isEmpty();
  }

  @Test
  void transactionsNeedIdempotenceAndSaySo() {
    ProducerSettings settings = of("transactional.id", "tx", "transaction.timeout.ms", 5000);
    assertThat(settings.transactionalId()).hasValue("tx");
    assertThat(settings.transactionTimeout()).hasSeconds(5);
    assertThat(settings.isIdempotent()).isTrue();
    assertThat(of().transactionalId()).isEmpty();
    assertThatThrownBy(() -> of("transactional.id", "tx", "enable.idempotence", false))
        .hasMessageContainingAll("transactional.id is set", "enable.idempotence is false");
    assertThatThrownBy(() -> of("transactional.id", "tx", "acks", "1"))
        .hasMessageContainingAll("transactional.id is set", "acks is 1", "must be all");
    assertThatThrownBy(() -> of("transactional.id", "tx", "klamm.producer.buffer.full", "drop"))
        .hasMessageContainingAll("transactional.id is set", "drop");
    assertThatThrownBy(() -> of("transactional.id", "")).hasMessageContaining("transactional.id");
  }

  @Test
  void keysOfTheConsumerInTheSameMapAreOnlyWarnedAbout() {
    assertThat(of("key.deserializer", "x", "group.id", "g").client().warnings())
        .hasSize(2)
        .allMatch(warning -> warning.contains("key of another client"));
  }

  @Test
  void aMisspeltKeyIsRefusedWithAGuess() {
    assertThatThrownBy(() -> of("lingr.ms", 5)).hasMessageContaining("did you mean 'linger.ms'?");
  }
}
