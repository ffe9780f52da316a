package dev.klamm.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportException;
import dev.klamm.api.transport.TransportProvider;
import dev.klamm.tck.transport.RecordingHandler;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TcpTransportProviderTest {

  private final TcpTransportProvider provider = new TcpTransportProvider();

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(TransportProvider.class))
        .anySatisfy(found -> assertThat(found.name()).isEqualTo("tcp"));
  }

  @Test
  void wrongSettingsAreNamedWithWhatIsAllowed() {
    assertRefused("socket.listen.backlog.size", "many", "1 to 2147483647");
    assertRefused("socket.listen.backlog.size", "0", "1 to 2147483647");
    assertRefused("socket.send.buffer.bytes", "0", "-1, or 1 to 2147483647");
    assertRefused("socket.receive.buffer.bytes", "-2", "-1, or 1 to 2147483647");
    assertRefused("tcp.io", "uring", "auto, epoll and nio");
    assertThatThrownBy(() -> provider.open(0, "t", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loops is 0");
  }

  private void assertRefused(String key, String value, String allowed) {
    assertThatThrownBy(() -> provider.open(1, "t", Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(key, "'" + value + "'", allowed);
  }

  @Test
  void buffersOfAGivenSizeAreAccepted() throws Exception {
    Map<String, String> settings =
        Map.of("socket.send.buffer.bytes", "65536", "socket.receive.buffer.bytes", "65536");
    try (Transport transport = provider.open(1, "t", settings)) {
      assertThat(connect(transport, "localhost").isClosed()).isFalse();
    }
  }

  @Test
  void addressesThatCannotBeBoundAreNamed() {
    try (Transport transport = provider.open(1, "t", Map.of())) {
      assertThatThrownBy(() -> listen(transport, "192.0.2.1"))
          .isInstanceOf(TransportException.class)
          .hasMessage("cannot listen on 192.0.2.1:0: this machine has no such address");
      assertThatThrownBy(() -> listen(transport, "not a host"))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("not a host:0: no address is known");
    }
  }

  @Test
  void aNameThatDoesNotExistIsReportedToTheHandler() throws Exception {
    try (Transport transport = provider.open(1, "t", Map.of())) {
      RecordingHandler handler = new RecordingHandler();
      transport.connect(
          transport.eventLoops().get(0), new Endpoint("not a host", 9), 100, 1_000, handler);

      assertThat(handler.closed())
          .get()
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e).hasMessageContaining("not a host:9: no address is known"));
    }
  }

  private static Listener listen(Transport transport, String host) {
    return transport.listen(
        new Endpoint(host, 0), ListenerLimits.DEFAULT, connection -> new RecordingHandler());
  }

  private static RecordingHandler connect(Transport transport, String host) throws Exception {
    RecordingHandler handler = new RecordingHandler();
    Endpoint endpoint = new Endpoint(host, listen(transport, "").endpoint().port());
    transport.connect(transport.eventLoops().get(0), endpoint, 100, 10_000, handler);
    handler.connection();
    return handler;
  }
}
