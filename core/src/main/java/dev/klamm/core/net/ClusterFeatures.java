package dev.klamm.core.net;

import dev.klamm.protocol.message.ApiVersionsResponse;
import dev.klamm.protocol.message.ApiVersionsResponse.FinalizedFeatureKey;
import java.util.HashMap;
import java.util.Map;

/**
 * The levels of features that the whole cluster agreed on (KIP-584), as brokers tell when a
 * connection is opened. Of several answers the newest counts. On the loop only.
 */
final class ClusterFeatures {
  private long epoch = -1;
  private Map<String, Short> levels = Map.of();

  void learn(ApiVersionsResponse response) {
    if (response.finalizedFeaturesEpoch() < epoch) {
      return;
    }
    Map<String, Short> all = new HashMap<>();
    for (FinalizedFeatureKey feature : response.finalizedFeatures()) {
      all.put(feature.name(), feature.maxVersionLevel());
    }
    epoch = response.finalizedFeaturesEpoch();
    levels = all;
  }

  /** 0 for a feature that the cluster does not have, or that no broker told of yet. */
  short level(String feature) {
    return levels.getOrDefault(feature, (short) 0);
  }
}
