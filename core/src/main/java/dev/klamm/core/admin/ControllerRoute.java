package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import java.util.List;

/** For what changes the cluster. */
final class ControllerRoute<K> implements Route<K> {
  private final NetworkClient client;

  ControllerRoute(NetworkClient client) {
    this.client = client;
  }

  @Override
  public void find(List<K> keys, int timeoutMs, Found<K> found) {
    found.at(Destination.controller(), keys);
  }

  @Override
  public void onFailure(K key, KafkaException error) {
    if (error.error() == KafkaError.NOT_CONTROLLER) {
      client.metadata().requestUpdateNow();
    }
  }
}
