package dev.klamm.api.transport;

/**
 * Where to listen or connect.
 *
 * @param host a name or address; for listening, empty or {@code 0.0.0.0} means every interface
 * @param port 0 to 65535; 0 to listen on a port of the transport's choice
 * @since 0.1
 */
public record Endpoint(String host, int port) {

  public Endpoint {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "port " + port + " of host '" + host + "', allowed are 0 to 65535");
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
