package dev.klamm.server.clients;

import dev.klamm.core.embedded.EmbeddedKlamm;

/** Our broker, with every client coming by TCP. */
final class TcpCluster implements Cluster {
  private final EmbeddedKlamm klamm;
  private final String address;

  TcpCluster(EmbeddedKlamm klamm) {
    this.klamm = klamm;
    this.address = klamm.listen(0).toString();
  }

  @Override
  public String bootstrapServers() {
    return address;
  }

  @Override
  public void close() {
    klamm.close();
  }
}
