package dev.klamm.core.admin;

import dev.klamm.api.error.BrokerNotAvailableException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** For what is about one broker, named by the key; keys that name none go to any. */
final class BrokerRoute<K> implements Route<K> {
  private final NetworkClient client;
  private final Function<K, OptionalInt> brokerOf;

  BrokerRoute(NetworkClient client, Function<K, OptionalInt> brokerOf) {
    this.client = client;
    this.brokerOf = brokerOf;
  }

  @Override
  public void find(List<K> keys, int timeoutMs, Found<K> found) {
    List<K> free = new ArrayList<>();
    Map<Integer, List<K>> byBroker = new LinkedHashMap<>();
    for (K key : keys) {
      try {
        OptionalInt broker = brokerOf.apply(key);
        (broker.isEmpty()
                ? free
                : byBroker.computeIfAbsent(broker.getAsInt(), id -> new ArrayList<>()))
            .add(key);
      } catch (KafkaException e) {
        found.failed(List.of(key), e);
      }
    }
    if (!free.isEmpty()) {
      found.at(Destination.any(), free);
    }
    if (client.metadata().snapshot().nodes().keySet().containsAll(byBroker.keySet())) {
      byBroker.forEach((id, ofIt) -> found.at(Destination.node(id), ofIt));
    } else {
      afterUpdate(byBroker, timeoutMs, found);
    }
  }

  private void afterUpdate(Map<Integer, List<K>> byBroker, int timeoutMs, Found<K> found) {
    client
        .metadata()
        .awaitUpdate(
            timeoutMs,
            (snapshot, error) ->
                byBroker.forEach(
                    (id, keys) -> {
                      if (error != null) {
                        found.failed(keys, error);
                      } else {
                        tell(id, keys, snapshot, found);
                      }
                    }));
  }

  private void tell(int id, List<K> keys, MetadataSnapshot snapshot, Found<K> found) {
    if (snapshot.nodes().containsKey(id)) {
      found.at(Destination.node(id), keys);
    } else {
      found.failed(
          keys,
          new BrokerNotAvailableException(
              "broker " + id + " is not there; the cluster has " + snapshot.nodes().keySet()));
    }
  }
}
