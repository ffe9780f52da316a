package dev.klamm.server.clients;

/** Our clients and our broker in one process, with memory storage. */
final class EmbeddedClientsTest extends ClientSuite {
  @Override
  Cluster start() {
    return new EmbeddedCluster(quick().start());
  }
}
