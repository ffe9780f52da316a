package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.Coordinators;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.Lane;
import dev.klamm.core.net.NetworkClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** For what coordinators of groups answer. */
final class GroupRoute<K> implements Route<K> {
  private final NetworkClient client;
  private final Function<K, String> groupOf;

  GroupRoute(NetworkClient client, Function<K, String> groupOf) {
    this.client = client;
    this.groupOf = groupOf;
  }

  @Override
  public void find(List<K> keys, int timeoutMs, Found<K> found) {
    Map<String, List<K>> byGroup = new LinkedHashMap<>();
    for (K key : keys) {
      byGroup.computeIfAbsent(groupOf.apply(key), id -> new ArrayList<>()).add(key);
    }
    new Search<>(byGroup, found).start(client.coordinators());
  }

  @Override
  public void onFailure(K key, KafkaException error) {
    if (error.error() == KafkaError.NOT_COORDINATOR
        || error.error() == KafkaError.COORDINATOR_NOT_AVAILABLE) {
      client.coordinators().forget(CoordinatorType.GROUP, groupOf.apply(key));
    }
  }

  /** Asks for all groups, and tells those of one coordinator together once all are known. */
  private static final class Search<K> {
    private final Map<String, List<K>> byGroup;
    private final Found<K> found;
    private final Map<Integer, List<K>> byNode = new LinkedHashMap<>();
    private int missing;

    Search(Map<String, List<K>> byGroup, Found<K> found) {
      this.byGroup = byGroup;
      this.found = found;
      this.missing = byGroup.size();
    }

    void start(Coordinators coordinators) {
      byGroup.forEach(
          (group, keys) ->
              coordinators.find(
                  CoordinatorType.GROUP,
                  group,
                  (nodeId, error) -> {
                    if (error != null) {
                      found.failed(keys, error);
                    } else {
                      byNode.computeIfAbsent(nodeId, id -> new ArrayList<>()).addAll(keys);
                    }
                    onOutcome();
                  }));
    }

    private void onOutcome() {
      if (--missing == 0) {
        byNode.forEach((id, keys) -> found.at(Destination.node(id, Lane.CONTROL), keys));
      }
    }
  }
}
