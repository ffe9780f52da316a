package dev.klamm.core.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configuration is checked whole, and every value can say where it comes from. */
final class BrokerConfigTest {

  @Test
  void anEmptyConfigurationIsAllDefaults() {
    BrokerConfig config = BrokerConfig.of(Map.of());
    assertThat(config.entries()).allMatch(entry -> entry.source() == ConfigSource.DEFAULT);
    assertThat(config.entries()).hasSizeGreaterThan(350);
    assertThat(config.withoutEffect()).isEmpty();
    assertThat(config.unknown()).isEmpty();
  }

  @Test
  void everyKeySaysWhatItMeansOrWhyItMeansNothing() {
    BrokerConfig config = BrokerConfig.of(Map.of());
    assertThat(config.entries()).noneMatch(entry -> entry.documentation().isBlank());
    assertThat(config.topicEntries(Map.of())).noneMatch(entry -> entry.documentation().isBlank());
  }

  @Test
  void everyDefaultIsAllowed() {
    for (ServerKeys keys : List.of(ServerKeys.BROKER, ServerKeys.TOPIC)) {
      for (ServerKey key : keys.all()) {
        if (key.key().defaultValue() != null && !key.isSensitive()) {
          assertThat(key.key().text(cast(key.key().parse(key.key().defaultText()))))
              .as(key.name())
              .isEqualTo(key.key().defaultText());
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object value) {
    return (T) value;
  }

  @Test
  void aMistypedKeyIsRefusedWithAGuess() {
    assertThatThrownBy(() -> BrokerConfig.of(Map.of("num.partition", "3")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'num.partition'")
        .hasMessageContaining("'num.partitions'");
  }

  @Test
  void aKeyOfSomebodyElseIsOverlookedButNamed() {
    BrokerConfig config = BrokerConfig.of(Map.of("zookeeper.connect", "localhost:2181"));
    assertThat(config.unknown()).containsExactly("zookeeper.connect");
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    assertThatThrownBy(
            () -> BrokerConfig.of(Map.of("num.partitions", "0", "log.retention.ms", "soon")))
        .hasMessageContaining("num.partitions is '0'")
        .hasMessageContaining("log.retention.ms is 'soon'");
  }

  @Test
  void whatWouldBreakAPromiseIsRefused() {
    assertThatThrownBy(() -> BrokerConfig.of(Map.of("authorizer.class.name", "some.Authorizer")))
        .hasMessageContaining("authorizer.class.name is refused");
    assertThatThrownBy(() -> BrokerConfig.of(Map.of("remote.log.storage.system.enable", "true")))
        .hasMessageContaining("remote.log.storage.system.enable is refused");
    assertThatThrownBy(() -> BrokerConfig.of(Map.of("process.roles", "controller")))
        .hasMessageContaining("process.roles");
  }

  @Test
  void keysWithoutEffectAreAcceptedAndNamed() {
    BrokerConfig config =
        BrokerConfig.of(Map.of("num.io.threads", "8", "controller.quorum.voters", "1@host:9093"));
    assertThat(config.withoutEffect())
        .containsExactly("controller.quorum.voters", "num.io.threads");
  }

  @Test
  void keysOfStoragesAndTransportsAreLeftToThem() {
    BrokerConfig config =
        BrokerConfig.of(Map.of("klamm.file.journal.bytes", "1048576", "tcp.io", "nio"));
    assertThat(config.unknown()).isEmpty();
    assertThatThrownBy(() -> BrokerConfig.of(Map.of("klamm.durabilty", "sync")))
        .hasMessageContaining("klamm.durability");
  }

  @Test
  void theOldNameOfTheNodeIdIsUnderstood() {
    assertThat(BrokerConfig.of(Map.of("broker.id", "7")).require(NodeKeys.NODE_ID)).isEqualTo(7);
    assertThat(BrokerConfig.of(Map.of("broker.id", "7", "node.id", "8")).require(NodeKeys.NODE_ID))
        .isEqualTo(8);
  }

  @Test
  void whatIsChangedAtRunTimeCountsFirst() {
    BrokerConfig config =
        BrokerConfig.of(Map.of("message.max.bytes", "1000"))
            .withDynamic(Map.of("message.max.bytes", "2000"), Map.of("message.max.bytes", "3000"));
    ConfigEntry entry = entry(config.entries(), "message.max.bytes");
    assertThat(entry.value()).isEqualTo("3000");
    assertThat(entry.source()).isEqualTo(ConfigSource.DYNAMIC_BROKER);
    assertThat(entry.synonyms())
        .extracting(ConfigEntry.Synonym::value)
        .containsExactly("3000", "2000", "1000", "1048588");
    assertThat(config.topic(Map.of()).rules().maxBatchBytes()).isEqualTo(3000);
  }

  @Test
  void secretsAreNeverShown() {
    BrokerConfig config = BrokerConfig.of(Map.of("ssl.key.password", "hush"));
    ConfigEntry entry = entry(config.entries(), "ssl.key.password");
    assertThat(entry.sensitive()).isTrue();
    assertThat(entry.value()).isNull();
    assertThat(entry.synonyms()).extracting(ConfigEntry.Synonym::value).containsOnlyNulls();
    assertThat(entry.source()).isEqualTo(ConfigSource.STATIC_BROKER);
  }

  static ConfigEntry entry(List<ConfigEntry> entries, String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow();
  }
}
