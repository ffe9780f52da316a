package dev.klamm.core.admin;

import dev.klamm.api.cluster.Node;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.NetworkClient;
import org.jspecify.annotations.Nullable;

/** Describes brokers that answered. */
final class Nodes {

  private Nodes() {}

  static @Nullable Node of(NetworkClient client, int id) {
    Node known = client.metadata().snapshot().nodes().get(id);
    if (known != null) {
      return known;
    }
    Endpoint endpoint = client.endpoint(id);
    return endpoint == null ? null : new Node(id, endpoint.host(), endpoint.port());
  }
}
