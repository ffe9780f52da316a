package dev.klamm.core.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of storages and transports that nobody reads are not overlooked. */
final class PartKeysTest {

  private final PartKeys parts = PartKeys.load();

  @Test
  void keysOfNoPartAreRefused() {
    assertThatThrownBy(() -> parts.check(Map.of("klamm.nosuch.bytes", "1"), "memory"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'klamm.nosuch.bytes' is not a known key");
  }

  @Test
  void theBrokersOwnKeysAreNotLookedAt() {
    assertThat(
            parts.check(
                Map.of("klamm.storage", "memory:", "klamm.cluster.id", "x", "num.partitions", "2"),
                "memory"))
        .isEmpty();
  }
}
