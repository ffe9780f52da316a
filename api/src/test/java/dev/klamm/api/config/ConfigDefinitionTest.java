package dev.klamm.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDefinitionTest {
  enum Colour {
    RED,
    DARK_GREEN
  }

  private static final ConfigKey<Duration> LINGER =
      ConfigKey.millis("linger.ms")
          .defaultTo(Duration.ofMillis(5))
          .atLeast(0)
          .doc("How long to wait.");
  private static final ConfigKey<Integer> SIZE =
      ConfigKey.int32("batch.size")
          .defaultTo(100)
          .between(1, 1000)
          .alias("old.size")
          .doc("How much.");
  private static final ConfigKey<List<String>> SERVERS =
      ConfigKey.list("bootstrap.servers")
          .required()
          .allow("not empty", list -> !list.isEmpty())
          .doc("Where.");
  private static final ConfigKey<Boolean> FLAG =
      ConfigKey.bool("flag").defaultTo(false).doc("Whether.");
  private static final ConfigKey<Colour> COLOUR =
      ConfigKey.choice("colour", Colour.class).defaultTo(Colour.RED).doc("Which.");
  private static final ConfigKey<Password> SECRET = ConfigKey.password("secret").doc("What.");
  private static final ConfigKey<String> LATER =
      ConfigKey.text("later").defaultTo("none").refused("it comes later").doc("Later.");
  private static final ConfigKey<Integer> IDLE =
      ConfigKey.int32("idle").defaultTo(1).withoutEffect("nothing reads it").doc("Idle.");
  private static final ConfigDefinition DEFINITION =
      ConfigDefinition.of(List.of(LINGER, SIZE, SERVERS, FLAG, COLOUR, SECRET, LATER, IDLE))
          .besides(Set.of("linger.mz"));

  private static Settings parse(Object... pairs) {
    Properties map = new Properties();
    map.put("bootstrap.servers", "a:1,b:2");
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return DEFINITION.parse(map);
  }

  @Test
  void textsAndPlainObjectsMeanTheSame() {
    Settings texts =
        parse("linger.ms", " 7 ", "batch.size", "9", "flag", "TRUE", "colour", "dark_green");
    Settings objects =
        parse(
            "linger.ms",
            Duration.ofMillis(7),
            "batch.size",
            9L,
            "flag",
            true,
            "colour",
            Colour.DARK_GREEN);
    assertThat(texts).isEqualTo(objects).hasSameHashCodeAs(objects);
    assertThat(texts.get(LINGER)).isEqualTo(Duration.ofMillis(7));
    assertThat(texts.get(COLOUR)).isEqualTo(Colour.DARK_GREEN);
    assertThat(parse("linger.ms", 7).get(LINGER)).isEqualTo(Duration.ofMillis(7));
    assertThat(parse("bootstrap.servers", List.of("a:1", "b:2")).get(SERVERS))
        .containsExactly("a:1", "b:2");
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    Settings settings = parse();
    assertThat(settings.get(SIZE)).isEqualTo(100);
    assertThat(settings.isSet(SIZE)).isFalse();
    assertThat(settings.get(SECRET)).isNull();
    assertThatThrownBy(() -> settings.require(SECRET)).hasMessageContaining("secret is not set");
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                DEFINITION.parse(
                    Map.of("linger.ms", -1, "batch.size", "x", "flag", 3, "colour", "blue")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("linger.ms is '-1', but must be 0 or more")
        .hasMessageContaining("batch.size is 'x', but must be from 1 to 1000")
        .hasMessageNotContaining("Exception")
        .hasMessageContaining("flag is '3', but must be true or false")
        .hasMessageContaining("colour is 'blue', but must be one of red, dark_green")
        .hasMessageContaining("bootstrap.servers is not set, but must be not empty");
  }

  @ParameterizedTest
  @CsvSource({"1e400", "99999999999", "1.5", "''", "0x10", "1e999999999"})
  void numbersThatDoNotFitAreRefused(String text) {
    assertThatThrownBy(() -> parse("batch.size", text))
        .hasMessageContaining("batch.size is '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({"linger.m", "liner.ms", "LINGER_MS", "linegr.ms", "linger-ms"})
  void aMisspeltKeyIsRefusedWithAGuess(String name) {
    assertThatThrownBy(() -> parse(name, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessage("'" + name + "' is not a known key: did you mean 'linger.ms'?");
  }

  @Test
  void aKeyThatIsNearNothingIsOnlyWarnedAboutAndHandedOn() {
    Settings settings = parse("schema.registry.url", "http://x");
    assertThat(settings.warnings()).containsExactly("'schema.registry.url' is not a known key");
    assertThat(settings.originals()).containsEntry("schema.registry.url", "http://x");
  }

  @Test
  void theUserChoosesWhatBecomesOfUnknownKeys() {
    assertThat(parse("linger.m", 1, "klamm.config.unknown", "warn").warnings())
        .containsExactly("'linger.m' is not a known key: did you mean 'linger.ms'?");
    assertThatThrownBy(() -> parse("schema.registry.url", 1, "klamm.config.unknown", "refuse"))
        .hasMessageContaining("schema.registry.url");
    assertThatThrownBy(() -> parse("klamm.nothing.such", 1, "klamm.config.unknown", "warn"))
        .hasMessageContaining("klamm.nothing.such");
  }

  @Test
  void aKeyOfAnotherClientIsNeverTakenForAMisspelling() {
    assertThat(parse("linger.mz", 1).warnings())
        .containsExactly("linger.mz has no effect here: it is a key of another client");
  }

  @Test
  void refusedKeysAllowOnlyTheirDefault() {
    assertThat(parse("later", "none").warnings()).isEmpty();
    assertThatThrownBy(() -> parse("later", "now"))
        .hasMessage("later is refused: it comes later; only 'none' is allowed");
  }

  @Test
  void keysWithoutEffectAreWarnedAbout() {
    assertThat(parse("idle", 2).warnings())
        .containsExactly("idle is accepted without effect: nothing reads it");
  }

  @Test
  void anAliasIsReadIfTheNameIsNotSet() {
    assertThat(parse("old.size", 7).get(SIZE)).isEqualTo(7);
    assertThat(parse("old.size", 7, "batch.size", 8).get(SIZE)).isEqualTo(8);
  }

  @Test
  void secretsAreNeverPrinted() {
    Settings settings = parse("secret", "hunter2");
    assertThat(settings.get(SECRET).value()).isEqualTo("hunter2");
    assertThat(settings.toString()).doesNotContain("hunter2").contains("secret=[hidden]");
    assertThatThrownBy(() -> parse("secret", List.of("hunter2")))
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void aKeyOfOtherSettingsIsRefused() {
    ConfigKey<String> stranger = ConfigKey.text("linger.ms").doc("");
    assertThatThrownBy(() -> parse().get(stranger)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoKeysOfOneNameAreRefused() {
    assertThatThrownBy(() -> ConfigDefinition.of(List.of(LINGER, LINGER)))
        .hasMessageContaining("linger.ms");
  }
}
