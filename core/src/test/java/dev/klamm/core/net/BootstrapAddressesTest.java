package dev.klamm.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.transport.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BootstrapAddressesTest {

  @Test
  void severalAddressesAreReadWithSchemesBracketsAndSpaces() {
    assertThat(BootstrapAddresses.parse("a:1, PLAINTEXT://b:2 ,[::1]:3,"))
        .containsExactly(new Endpoint("a", 1), new Endpoint("b", 2), new Endpoint("::1", 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a:", ":1", "a:0", "a:65536", "a:x", "::1:9092"})
  void whatIsNoAddressIsRefusedByName(String text) {
    assertThatThrownBy(() -> BootstrapAddresses.parse("good:1," + text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("host:port");
  }

  @Test
  void noAddressIsRefused() {
    assertThatThrownBy(() -> BootstrapAddresses.parse(" , "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap.servers");
  }

  @Test
  void aBrokerInThisProcessStandsAlone() {
    assertThat(BootstrapAddresses.parse("klamm:memory"))
        .containsExactly(BootstrapAddresses.IN_PROCESS);
    assertThatThrownBy(() -> BootstrapAddresses.parse("klamm:memory,localhost:9092"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'klamm:memory'")
        .hasMessageContaining("alone");
  }
}
