package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a broker starts as a process, and what is said when it does not. */
final class ServerCommandTest {

  @TempDir private Path directory;

  private static CommandRun server(String... sets) {
    List<String> args = new ArrayList<>(List.of("server", "--stop-when-ready"));
    for (String set : sets) {
      args.add("--set");
      args.add(set);
    }
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static void assertRefused(CommandRun run, int status, String... words) {
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("klamm: ").contains(words).hasLineCount(1);
  }

  @Test
  void saysItsAddressWhenReady() {
    CommandRun run = server("listeners=PLAINTEXT://127.0.0.1:0", "log.dirs=" + directory);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines().get(0))
        .matches("klamm: ready on 127\\.0\\.0\\.1:\\d+ after \\d+ ms, data in file:" + directory);
  }

  @Test
  void takesAPropertiesFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("server.properties"),
            "listeners=PLAINTEXT://127.0.0.1:0\nklamm.storage=memory:\n");

    assertThat(CommandRun.of("server", file.toString(), "--stop-when-ready").out())
        .contains("data in memory:");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertRefused(
          server("listeners=PLAINTEXT://127.0.0.1:" + port, "klamm.storage=memory:"),
          1,
          "127.0.0.1:" + port,
          "already in use");
    }
  }

  @Test
  void aDirectoryInUseIsNamed() {
    try (BrokerProcess other =
        BrokerProcess.start(
            Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.dirs", directory.toString()))) {
      assertThat(other.storageDescription()).endsWith(directory.toString());
      assertRefused(
          server("listeners=PLAINTEXT://127.0.0.1:0", "log.dirs=" + directory),
          1,
          directory.toString(),
          "in use");
    }
  }

  @Test
  void aDirectoryOfSomeoneElseIsLeftAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("meta.properties"), "version=1\n");

    assertRefused(
        server("listeners=PLAINTEXT://127.0.0.1:0", "log.dirs=" + directory),
        1,
        directory.toString(),
        "Apache Kafka");
    assertThat(file).hasContent("version=1");
  }

  @Test
  void settingsThatAreNotAllowedAreWrongUse() {
    assertRefused(server("num.partitons=3"), 2, "num.partitons", "num.partitions");
    assertRefused(server("num.partitions=many"), 2, "num.partitions", "many");
    assertRefused(server("klamm.storage=nowhere"), 2, "nowhere", "NAME:PLACE");
    assertRefused(server("klamm.storage=tape:x"), 2, "'tape'", "[file, memory]");
    assertRefused(server("listeners=nonsense"), 2, "nonsense");
    assertRefused(CommandRun.of("server", "/no/such/file"), 2, "/no/such/file", "no such file");
  }
}
