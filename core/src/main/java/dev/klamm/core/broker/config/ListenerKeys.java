package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;

/** Where the broker listens, and how much it takes from there. */
public final class ListenerKeys {

  private static final String PLAINTEXT_ONLY =
      "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL";

  public static final ConfigKey<List<String>> LISTENERS =
      ConfigKey.list("listeners")
          .defaultTo(List.of("PLAINTEXT://localhost:9092"))
          .high()
          .doc(
              "Where to listen, each as NAME://host:port. Port 0 is one of the system's choice; no host means every"
                  + " interface.");

  public static final ConfigKey<List<String>> ADVERTISED_LISTENERS =
      ConfigKey.list("advertised.listeners")
          .high()
          .doc(
              "The addresses that clients are told to use, each as NAME://host:port with the name of a listener."
                  + " Without it, the address bound, and for a listener on every interface the one that the client"
                  + " came to.");

  public static final ConfigKey<List<String>> SECURITY_PROTOCOLS =
      ConfigKey.list("listener.security.protocol.map")
          .defaultTo(List.of(PLAINTEXT_ONLY.split(",")))
          .low()
          .doc("The protocol of each listener, as NAME:PROTOCOL. Listeners are PLAINTEXT only.");

  public static final ConfigKey<List<String>> CONTROLLER_LISTENERS =
      ConfigKey.list("controller.listener.names")
          .defaultTo(List.of())
          .high()
          .doc("Listeners meant for controllers. They are not opened.");

  public static final ConfigKey<Integer> MAX_REQUEST_BYTES =
      ConfigKey.int32("socket.request.max.bytes")
          .defaultTo(104_857_600)
          .atLeast(1)
          .high()
          .doc("The largest request. A client that sends a larger one is cut off.");

  public static final ConfigKey<Integer> MAX_CONNECTIONS =
      ConfigKey.int32("max.connections")
          .defaultTo(Integer.MAX_VALUE)
          .atLeast(0)
          .doc("How many connections a listener has at once.");

  public static final ConfigKey<Integer> MAX_CONNECTIONS_PER_IP =
      ConfigKey.int32("max.connections.per.ip")
          .defaultTo(Integer.MAX_VALUE)
          .atLeast(0)
          .doc("How many connections a listener has at once from one address.");

  public static final ConfigKey<Long> MAX_IDLE_MS =
      ConfigKey.int64("connections.max.idle.ms")
          .defaultTo(600_000L)
          .doc("After how long a connection on which nothing moves is closed; below 0 for never.");

  public static final ConfigKey<Integer> NETWORK_THREADS =
      ConfigKey.int32("num.network.threads")
          .defaultTo(1)
          .atLeast(1)
          .high()
          .doc("Threads that serve connections. The first one changes state, too.");

  public static final ConfigKey<Integer> BACKLOG =
      ConfigKey.int32("socket.listen.backlog.size")
          .defaultTo(4096)
          .atLeast(1)
          .doc("Connections that the system may hold ready until they are accepted.");

  public static final ConfigKey<Integer> SEND_BUFFER =
      ConfigKey.int32("socket.send.buffer.bytes")
          .defaultTo(-1)
          .doc("The size of the system's buffer for sending; -1 lets the system choose.");

  public static final ConfigKey<Integer> RECEIVE_BUFFER =
      ConfigKey.int32("socket.receive.buffer.bytes")
          .defaultTo(-1)
          .doc("The size of the system's buffer for receiving; -1 lets the system choose.");

  public static final ConfigKey<Integer> FETCH_SESSIONS =
      ConfigKey.int32("max.incremental.fetch.session.cache.slots")
          .defaultTo(1000)
          .atLeast(0)
          .doc("How many incremental fetch sessions are kept (KIP-227).");

  private ListenerKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .readOnly(ValueType.LIST, LISTENERS)
        .readOnly(ValueType.LIST, ADVERTISED_LISTENERS)
        .readOnly(ValueType.STRING, SECURITY_PROTOCOLS)
        .readOnly(ValueType.LIST, CONTROLLER_LISTENERS)
        .readOnly(ValueType.INT, MAX_REQUEST_BYTES)
        .readOnly(ValueType.INT, MAX_CONNECTIONS)
        .readOnly(ValueType.INT, MAX_CONNECTIONS_PER_IP)
        .readOnly(ValueType.LONG, MAX_IDLE_MS)
        .readOnly(ValueType.INT, NETWORK_THREADS)
        .readOnly(ValueType.INT, BACKLOG)
        .readOnly(ValueType.INT, SEND_BUFFER)
        .readOnly(ValueType.INT, RECEIVE_BUFFER)
        .readOnly(ValueType.INT, FETCH_SESSIONS)
        .keys();
  }
}
