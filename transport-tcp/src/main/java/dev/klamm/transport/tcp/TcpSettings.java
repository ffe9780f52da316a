package dev.klamm.transport.tcp;

import io.netty.channel.epoll.Epoll;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What can be tuned about TCP. The names are Kafka's where Kafka has the setting.
 *
 * @param io how the operating system is asked for I/O; {@code tcp.io}
 * @param backlog connections the system may hold ready until they are accepted; {@code
 *     socket.listen.backlog.size}. Kafka's default of 50 loses connections when thousands of
 *     clients come at once, so ours is larger
 * @param sendBufferBytes size of the system's buffer for a connection, -1 to let the system choose
 *     and adapt it; {@code socket.send.buffer.bytes}
 * @param receiveBufferBytes likewise; {@code socket.receive.buffer.bytes}
 */
record TcpSettings(Io io, int backlog, int sendBufferBytes, int receiveBufferBytes) {

  /** Ways of I/O. */
  enum Io {
    /** Epoll where there is, else NIO. */
    AUTO,
    EPOLL,
    NIO;

    boolean usesEpoll() {
      return this == EPOLL || this == AUTO && Epoll.isAvailable();
    }
  }

  static final String IO_KEY = "tcp.io";

  static final TcpSettings DEFAULT = new TcpSettings(Io.AUTO, 4096, -1, -1);

  TcpSettings {
    if (io == Io.EPOLL && !Epoll.isAvailable()) {
      throw new IllegalArgumentException(
          "tcp.io is epoll, which this machine does not have (only Linux on x86_64 and aarch64"
              + " does); use nio or auto",
          Epoll.unavailabilityCause());
    }
  }

  static TcpSettings parse(Map<String, String> settings) {
    return new TcpSettings(
        io(settings.getOrDefault(IO_KEY, "auto")),
        number(settings, "socket.listen.backlog.size", DEFAULT.backlog, 1),
        number(settings, "socket.send.buffer.bytes", DEFAULT.sendBufferBytes, -1),
        number(settings, "socket.receive.buffer.bytes", DEFAULT.receiveBufferBytes, -1));
  }

  private static Io io(String value) {
    return Arrays.stream(Io.values())
        .filter(io -> io.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tcp.io is '" + value + "', allowed are auto, epoll and nio"));
  }

  private static int number(Map<String, String> settings, String key, int otherwise, int least) {
    String value = settings.get(key);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.trim());
      if (number >= least && (number != 0 || least > 0)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notAllowed(key, value, least, e);
    }
    throw notAllowed(key, value, least, null);
  }

  private static IllegalArgumentException notAllowed(
      String key, String value, int least, @org.jspecify.annotations.Nullable Throwable cause) {
    String allowed = least < 0 ? "-1, or 1 to 2147483647" : "1 to 2147483647";
    return new IllegalArgumentException(key + " is '" + value + "', allowed is " + allowed, cause);
  }
}
