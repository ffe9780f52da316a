package dev.klamm.api.transport;

/**
 * What a listener allows.
 *
 * @param maxFrameBytes largest frame from a peer, length field not counted; a larger one closes the
 *     connection. Kafka's {@code socket.request.max.bytes}
 * @param maxConnections open at once; a further one is closed right after it was accepted. Kafka's
 *     {@code max.connections}
 * @param maxConnectionsPerIp likewise for one remote address. Kafka's {@code
 *     max.connections.per.ip}
 * @param idleTimeoutMs a connection on which nothing moved for so long is closed; 0 for never.
 *     Kafka's {@code connections.max.idle.ms}
 * @since 0.1
 */
public record ListenerLimits(
    int maxFrameBytes, int maxConnections, int maxConnectionsPerIp, long idleTimeoutMs) {

  /** Kafka's defaults: 100 MiB, no limits on connections, ten minutes. */
  public static final ListenerLimits DEFAULT =
      new ListenerLimits(104_857_600, Integer.MAX_VALUE, Integer.MAX_VALUE, 600_000);
}
