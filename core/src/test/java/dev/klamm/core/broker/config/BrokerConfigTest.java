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
  void aKeyWithoutEffectSaysWhatItMeansBesideTheReason() {
    for (ServerKeys keys : List.of(ServerKeys.BROKER, ServerKeys.TOPIC)) {
      for (ServerKey key : keys.all()) {
        assertThat(ServerKey.sentence(key.key())).as(key.name()).matches("[A-Z].{14,}[.]");
        assertThat(ServerKey.documentation(key.key())).contains(key.key().reason());
      }
    }
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
    BrokerConfig config = BrokerConfig.of(Map.of("connect.plugin.path", "/plugins"));
    assertThat(config.unknown()).containsExactly("connect.plugin.path");
  }

  @Test
  void aKeyThatKafkaNoLongerHasIsAcceptedWithTheReason() {
    BrokerConfig config =
        BrokerConfig.of(
            Map.of("zookeeper.connect", "localhost:2181", "super.users", "User:a", "port", "9092"));
    assertThat(config.unknown()).isEmpty();
    assertThat(config.warnings())
        .hasSize(3)
        .allMatch(warning -> warning.contains(" is accepted without effect: "));
  }

  @Test
  void aListenerMayHaveItsOwnLimit() {
    Map<String, String> properties =
        Map.of(
            "listeners", "INSIDE://a:1,OUTSIDE://b:2",
            "max.connections", "100",
            "listener.name.inside.max.connections", "7");
    BrokerConfig config = BrokerConfig.of(properties);
    assertThat(config.require("INSIDE", ListenerKeys.MAX_CONNECTIONS)).isEqualTo(7);
    assertThat(config.require("OUTSIDE", ListenerKeys.MAX_CONNECTIONS)).isEqualTo(100);
    assertThat(config.warnings()).isEmpty();
    assertThat(entry(config.entries(), "listener.name.inside.max.connections").value())
        .isEqualTo("7");
    assertThat(
            config.withDynamic(Map.of(), Map.of()).require("INSIDE", ListenerKeys.MAX_CONNECTIONS))
        .isEqualTo(7);
  }

  @Test
  void everyOtherKeyOfAListenerEarnsAWarning() {
    Map<String, String> properties =
        Map.of(
            "listener.name.plaintext.ssl.keystore.location", "/k",
            "listener.name.plaintext.num.network.threads", "2",
            "listener.name.plaintext.scram-sha-256.sasl.jaas.config", "hush",
            "listener.name.plaintext.log.dirs", "/d",
            "listener.name.other.max.connections", "7");
    BrokerConfig config = BrokerConfig.of(properties);
    assertThat(config.warnings()).hasSize(5);
    properties
        .keySet()
        .forEach(key -> assertThat(config.warnings()).anyMatch(line -> line.startsWith(key)));
    assertThat(config.entries()).noneMatch(entry -> "hush".equals(entry.value()));
  }

  @Test
  void aMistypedKeyOfAListenerIsRefused() {
    assertThatThrownBy(
            () ->
                BrokerConfig.of(
                    Map.of(
                        "listener.name.plaintext.max.conections", "1",
                        "listener.name.plaintext", "1",
                        "listener.name.plaintext.max.connections", "many")))
        .hasMessageContaining("'listener.name.plaintext.max.conections' is not a known key")
        .hasMessageContaining("'listener.name.plaintext' is not a known key")
        .hasMessageContaining("max.connections is 'many'");
  }

  @Test
  void ofSeveralDirectoriesItIsSaidWhichIsUsed() {
    assertThat(BrokerConfig.of(Map.of("log.dirs", "/a,/b")).warnings())
        .containsExactly("log.dirs names several directories; all data is in /a");
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
