package dev.klamm.server.clients;

/** Our clients and our broker over TCP, with memory storage. */
final class TcpClientsTest extends ClientSuite {
  @Override
  Cluster start() {
    return new TcpCluster(quick().start());
  }
}
