package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/CONFIGURATION.md} says what the tables of keys say. */
final class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "CONFIGURATION.md");

  @Test
  void thePageIsUpToDate() throws Exception {
    if (Boolean.getBoolean("klamm.docs.write")) {
      Files.writeString(PAGE, ConfigurationPage.write());
    }
    assertThat(Files.readString(PAGE))
        .as("docs/CONFIGURATION.md is out of date; it says itself how it is written anew")
        .isEqualTo(ConfigurationPage.write());
  }

  @Test
  void itHasEveryKindOfKey() {
    assertThat(ConfigurationPage.write())
        .contains("`num.partitions`", "`retention.ms`", "`linger.ms`", "`max.poll.records`")
        .contains("`klamm.file.journal.bytes`", "`tcp.io`", "`zookeeper.*`", "`klamm.storage`");
  }
}
