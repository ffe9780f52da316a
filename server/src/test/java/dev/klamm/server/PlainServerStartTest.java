package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.server.terminal.Terminal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server starts do without picocli. */
final class PlainServerStartTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server",
        "server --stop-when-ready",
        "server server.properties",
        "server --set a=b --set c=d=e server.properties",
      })
  void plainArgumentsAreRead(String line) {
    assertThat(PlainServerStart.read(Terminal.system(), line.split(" "))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic list",
        "--help",
        "server --help",
        "server -h",
        "server --set",
        "server --set a",
        "server --set=a=b",
        "server one.properties two.properties",
        "server @arguments",
        "server --unknown",
      })
  void allElseIsLeftToPicocli(String line) {
    assertThat(PlainServerStart.read(Terminal.system(), line.split(" "))).isNull();
  }
}
