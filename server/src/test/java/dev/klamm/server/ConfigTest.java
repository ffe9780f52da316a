package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {

  @TempDir private Path directory;

  @Test
  void printShowsEveryValueAndItsSource() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("server.properties"),
            "num.partitions=4\nlog.retention.ms=1000000\nssl.key.password=hidden1\n");

    CommandRun run = CommandRun.of("config", "print", file.toString(), "--set", "num.partitions=7");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines())
        .anyMatch(line -> line.matches("num\\.partitions +7 +--set"))
        .anyMatch(line -> line.matches("log\\.retention\\.ms +1000000 +" + file))
        .anyMatch(line -> line.matches("auto\\.create\\.topics\\.enable +true +default"))
        .anyMatch(line -> line.matches("ssl\\.key\\.password +\\[hidden] +" + file));
    assertThat(run.out()).doesNotContain("hidden1");
  }

  @Test
  void changedLeavesOutDefaults() {
    CommandRun run =
        CommandRun.of(
            "config",
            "print",
            "--changed",
            "--set",
            "num.partitions=7",
            "--set",
            "ssl.key.password=s3cret",
            "-o",
            "json");

    assertThat(run.out())
        .isEqualTo(
            "[{\"key\":\"num.partitions\",\"value\":\"7\",\"source\":\"--set\"},"
                + "{\"key\":\"ssl.key.password\",\"value\":\"[hidden]\",\"source\":\"--set\"}]\n");
  }

  @Test
  void misspeltKeysAreRefusedWithWhatWasMeant() {
    CommandRun run = CommandRun.of("config", "print", "--set", "num.partitons=7");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("num.partitons", "num.partitions").doesNotContain("\tat ");
  }

  @Test
  void misspeltKeysOfTheStorageAreRefusedWithWhatWasMeant() {
    for (String command : new String[] {"config print", "server --stop-when-ready"}) {
      String[] words = (command + " --set klamm.file.journl.bytes=7").split(" ");
      CommandRun run = CommandRun.of(words);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("klamm.file.journl.bytes", "'klamm.file.journal.bytes'");
    }
  }

  @Test
  void whatHasNoEffectIsSaidAndExplained() {
    CommandRun run =
        CommandRun.of(
            "config",
            "print",
            "--docs",
            "--changed",
            "--set",
            "klamm.storage=memory:",
            "--set",
            "klamm.file.journal.bytes=1000000",
            "--set",
            "num.io.threads=3",
            "--set",
            "listener.name.nobody.max.connections=3");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("klamm.file.journal.bytes has no effect: the storage is 'memory'")
        .contains("listener.name.nobody.max.connections has no effect");
    assertThat(run.out())
        .contains("Threads that work on requests. Accepted without effect: ")
        .contains("listener.name.nobody.max.connections");
  }

  @Test
  void describeExplainsKeys() {
    assertThat(CommandRun.of("config", "describe", "num.partitions").out())
        .contains("num.partitions")
        .contains("DOCUMENTATION");
    assertThat(CommandRun.of("config", "describe", "no.such.thing").status()).isEqualTo(2);
  }
}
