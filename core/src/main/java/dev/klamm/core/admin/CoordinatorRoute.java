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

/** For what coordinators of one type answer. */
final class CoordinatorRoute<K> implements Route<K> {
  private final NetworkClient client;
  private final CoordinatorType type;
  private final Function<K, String> idOf;

  /**
   * @param idOf what the coordinator of a key coordinates
   */
  CoordinatorRoute(NetworkClient client, CoordinatorType type, Function<K, String> idOf) {
    this.client = client;
    this.type = type;
    this.idOf = idOf;
  }

  @Override
  public void find(List<K> keys, int timeoutMs, Found<K> found) {
    Map<String, List<K>> byId = new LinkedHashMap<>();
    for (K key : keys) {
      byId.computeIfAbsent(idOf.apply(key), id -> new ArrayList<>()).add(key);
    }
    new Search<>(byId, found).start(client.coordinators(), type);
  }

  @Override
  public void onFailure(K key, KafkaException error) {
    if (error.error() == KafkaError.NOT_COORDINATOR
        || error.error() == KafkaError.COORDINATOR_NOT_AVAILABLE) {
      client.coordinators().forget(type, idOf.apply(key));
    }
  }

  /** Asks for all, and tells those of one coordinator together once all are known. */
  private static final class Search<K> {
    private final Map<String, List<K>> byId;
    private final Found<K> found;
    private final Map<Integer, List<K>> byNode = new LinkedHashMap<>();
    private int missing;

    Search(Map<String, List<K>> byId, Found<K> found) {
      this.byId = byId;
      this.found = found;
      this.missing = byId.size();
    }

    void start(Coordinators coordinators, CoordinatorType type) {
      byId.forEach(
          (id, keys) ->
              coordinators.find(
                  type,
                  id,
                  (nodeId, error) -> {
                    if (error != null) {
                      found.failed(keys, error);
                    } else {
                      byNode.computeIfAbsent(nodeId, node -> new ArrayList<>()).addAll(keys);
                    }
                    onOutcome();
                  }));
    }

    private void onOutcome() {
      if (--missing == 0) {
        byNode.forEach((node, keys) -> found.at(Destination.node(node, Lane.CONTROL), keys));
      }
    }
  }
}
