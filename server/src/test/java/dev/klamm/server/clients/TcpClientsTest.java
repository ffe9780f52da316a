package dev.klamm.server.clients;

import dev.klamm.core.embedded.Klamm;

/** Our clients and our broker over TCP, with memory storage. */
final class TcpClientsTest extends ClientSuite {
  @Override
  Cluster start() {
    return new TcpCluster(Klamm.embedded());
  }
}
