package dev.klamm.transport.tcp;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Opens transports over TCP. Any thread may call it. */
public final class TcpTransportProvider implements TransportProvider {

  /** The name of the transport. */
  public static final String NAME = "tcp";

  @Override
  public String name() {
    return NAME;
  }

  /** What is not among Kafka's keys. */
  @Override
  public Collection<ConfigKey<?>> keys() {
    return List.of(
        ConfigKey.choice(TcpSettings.IO_KEY, TcpSettings.Io.class)
            .defaultTo(TcpSettings.DEFAULT.io())
            .doc("How the system is asked for I/O: by epoll where there is, or by Java's NIO."));
  }

  /**
   * @param settings {@code tcp.io} ({@code auto}, {@code epoll} or {@code nio}; auto), {@code
   *     socket.listen.backlog.size} (4096), {@code socket.send.buffer.bytes} and {@code
   *     socket.receive.buffer.bytes} (-1: the system's choice)
   */
  @Override
  public Transport open(int loops, String threadPrefix, Map<String, String> settings) {
    if (loops < 1) {
      throw new IllegalArgumentException("loops is " + loops + ", allowed is 1 or more");
    }
    return new TcpTransport(loops, threadPrefix, TcpSettings.parse(settings));
  }
}
