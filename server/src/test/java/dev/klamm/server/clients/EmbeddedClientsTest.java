package dev.klamm.server.clients;

import dev.klamm.core.embedded.Klamm;

/** Our clients and our broker in one process, with memory storage. */
final class EmbeddedClientsTest extends ClientSuite {
  @Override
  Cluster start() {
    return new EmbeddedCluster(Klamm.embedded());
  }
}
