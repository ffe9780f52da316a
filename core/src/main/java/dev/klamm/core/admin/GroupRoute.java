package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.NetworkClient;
import java.util.List;
import java.util.function.Function;

/** For what coordinators of groups answer. */
final class GroupRoute<K> implements Route<K> {
  private final CoordinatorRoute<K> route;

  GroupRoute(NetworkClient client, Function<K, String> groupOf) {
    this.route = new CoordinatorRoute<>(client, CoordinatorType.GROUP, groupOf);
  }

  @Override
  public void find(List<K> keys, int timeoutMs, Found<K> found) {
    route.find(keys, timeoutMs, found);
  }

  @Override
  public void onFailure(K key, KafkaException error) {
    route.onFailure(key, error);
  }
}
