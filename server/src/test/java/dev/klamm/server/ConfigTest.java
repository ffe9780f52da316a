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
            "klamm.file.some.secret=s3cret",
            "-o",
            "json");

    assertThat(run.out())
        .isEqualTo(
            "[{\"key\":\"num.partitions\",\"value\":\"7\",\"source\":\"--set\"},"
                + "{\"key\":\"klamm.file.some.secret\",\"value\":\"[hidden]\",\"source\":\"--set\"}]\n");
  }

  @Test
  void misspeltKeysAreRefusedWithWhatWasMeant() {
    CommandRun run = CommandRun.of("config", "print", "--set", "num.partitons=7");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("num.partitons", "num.partitions").doesNotContain("\tat ");
  }

  @Test
  void describeExplainsKeys() {
    assertThat(CommandRun.of("config", "describe", "num.partitions").out())
        .contains("num.partitions")
        .contains("DOCUMENTATION");
    assertThat(CommandRun.of("config", "describe", "no.such.thing").status()).isEqualTo(2);
  }
}
