package dev.klamm.core.broker.handler;

import dev.klamm.protocol.message.ApiVersionsResponse;
import dev.klamm.protocol.message.ApiVersionsResponse.FinalizedFeatureKey;
import dev.klamm.protocol.message.ApiVersionsResponse.SupportedFeatureKey;
import java.util.List;

/**
 * The features that clients act on (KIP-584), each in force at its highest level:
 *
 * <ul>
 *   <li>{@code group.version} 1: the consumer protocol (KIP-848).
 *   <li>{@code transaction.version} 2: partitions join a transaction by themselves (KIP-890).
 * </ul>
 */
final class Features {
  /** Before this version a feature may not begin at level 0, so it is said to begin at 1. */
  private static final int FIRST_VERSION_WITH_LEVEL_0 = 4;

  private record Feature(String name, int level) {}

  private static final List<Feature> ALL =
      List.of(new Feature("group.version", 1), new Feature("transaction.version", 2));

  private Features() {}

  static ApiVersionsResponse addTo(ApiVersionsResponse answer, short version) {
    short lowest = (short) (version < FIRST_VERSION_WITH_LEVEL_0 ? 1 : 0);
    return answer
        .supportedFeatures(ALL.stream().map(feature -> supported(feature, lowest)).toList())
        .finalizedFeaturesEpoch(0)
        .finalizedFeatures(ALL.stream().map(Features::finalized).toList());
  }

  private static SupportedFeatureKey supported(Feature feature, short lowest) {
    return new SupportedFeatureKey()
        .name(feature.name())
        .minVersion(lowest)
        .maxVersion((short) feature.level());
  }

  private static FinalizedFeatureKey finalized(Feature feature) {
    return new FinalizedFeatureKey()
        .name(feature.name())
        .minVersionLevel((short) feature.level())
        .maxVersionLevel((short) feature.level());
  }
}
