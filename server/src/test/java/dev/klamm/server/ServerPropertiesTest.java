package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerPropertiesTest {

  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("server.properties"), text);
  }

  @Test
  void laterLayersWin() throws IOException {
    Path file = file("a=file\nb=file\nc=file\n");
    Map<String, String> environment = Map.of("KAFKA_B", "environment", "KAFKA_C", "environment");

    ServerProperties properties = ServerProperties.of(file, environment, List.of("c=set"));

    assertThat(properties.values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "file", "b", "environment", "c", "set"));
    assertThat(properties.entries().get("a").origin()).isEqualTo(file.toString());
    assertThat(properties.entries().get("b").origin()).isEqualTo("environment variable KAFKA_B");
    assertThat(properties.entries().get("c").origin()).isEqualTo("--set");
  }

  @ParameterizedTest
  @CsvSource({
    "KAFKA_LOG_DIRS, log.dirs",
    "KAFKA_A__B, a_b",
    "KAFKA_A___B, a-b",
    "KAFKA_LISTENER_NAME_X___Y_Z__1, listener.name.x-y.z_1",
    "KLAMM_STORAGE, klamm.storage",
    "KLAMM_FILE_JOURNAL_BYTES, klamm.file.journal.bytes"
  })
  void variablesAreKeysAsKafkasImagesHaveThem(String variable, String key) {
    assertThat(ServerProperties.of(null, Map.of(variable, "v"), List.of()).values())
        .containsExactly(Map.entry(key, "v"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PATH", "KAFKA", "KAFKA_OPTS", "KAFKA_HEAP_OPTS", "KLAMM_OPTS", "KLAMM_DEBUG"})
  void otherVariablesAreLeftAlone(String variable) {
    assertThat(ServerProperties.of(null, Map.of(variable, "v"), List.of()).values()).isEmpty();
  }

  @Test
  void variablesWithFileReadIt() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "from file\n");

    ServerProperties properties =
        ServerProperties.of(
            null, Map.of("KAFKA_SSL_KEY_PASSWORD_FILE", secret.toString()), List.of());

    assertThat(properties.values()).containsEntry("ssl.key.password", "from file");
    assertThat(properties.entries().get("ssl.key.password").origin())
        .isEqualTo("environment variable KAFKA_SSL_KEY_PASSWORD_FILE");
  }

  @Test
  void filesThatCannotBeReadAreNamed() {
    Path missing = directory.resolve("missing");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerProperties.of(missing, Map.of(), List.of()))
        .withMessageContaining(missing + ": there is no such file");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ServerProperties.of(null, Map.of("KAFKA_X_FILE", missing.toString()), List.of()))
        .withMessageContaining("KAFKA_X_FILE")
        .withMessageContaining("there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"novalue", "=value", ""})
  void setTakesAKeyAndAValue(String set) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerProperties.of(null, Map.of(), List.of(set)))
        .withMessage("--set takes key=value, not '" + set + "'");
  }

  @Test
  void valuesMayHaveEqualsSignsAndBeEmpty() {
    assertThat(ServerProperties.of(null, Map.of(), List.of("a=b=c", "d=")).values())
        .containsExactly(Map.entry("a", "b=c"), Map.entry("d", ""));
  }
}
