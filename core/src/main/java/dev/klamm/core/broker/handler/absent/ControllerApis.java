package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.UnregisterBrokerRequest;
import dev.klamm.protocol.message.UnregisterBrokerResponse;
import dev.klamm.protocol.message.UpdateFeaturesRequest;
import dev.klamm.protocol.message.UpdateFeaturesRequest.FeatureUpdateKey;
import dev.klamm.protocol.message.UpdateFeaturesResponse;
import dev.klamm.protocol.message.UpdateFeaturesResponse.UpdatableFeatureResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What controllers do, other than to say who they are ({@link DescribeQuorumHandler}).
 *
 * <ul>
 *   <li>UpdateFeatures, key 57, versions 0 to 2 (KIP-584): there are no features to change, so
 *       INVALID_UPDATE_VERSION.
 *   <li>UnregisterBroker, key 64, version 0 (KIP-631): this broker is in use, and there is no
 *       other.
 * </ul>
 */
public final class ControllerApis {

  private final BrokerIdentity identity;

  private ControllerApis(BrokerIdentity identity) {
    this.identity = identity;
  }

  public static List<ApiHandler<?>> all(BrokerIdentity identity) {
    ControllerApis apis = new ControllerApis(identity);
    return List.of(
        new AnsweredApi<>(ApiKey.UPDATE_FEATURES, ControllerApis::updateFeatures),
        new AnsweredApi<>(ApiKey.UNREGISTER_BROKER, apis::unregister));
  }

  private static UpdateFeaturesResponse updateFeatures(UpdateFeaturesRequest asked) {
    if (asked.featureUpdates().isEmpty()) {
      return new UpdateFeaturesResponse();
    }
    short code = KafkaError.INVALID_UPDATE_VERSION.code();
    List<UpdatableFeatureResult> results = new ArrayList<>();
    for (FeatureUpdateKey update : asked.featureUpdates()) {
      results.add(
          new UpdatableFeatureResult()
              .feature(update.feature())
              .errorCode(code)
              .errorMessage("this broker has no feature '" + update.feature() + "'"));
    }
    return new UpdateFeaturesResponse()
        .errorCode(code)
        .errorMessage("this broker has no features to update")
        .results(results);
  }

  private UnregisterBrokerResponse unregister(UnregisterBrokerRequest asked) {
    return asked.brokerId() == identity.nodeId()
        ? new UnregisterBrokerResponse()
            .errorCode(KafkaError.INVALID_REQUEST.code())
            .errorMessage("broker " + asked.brokerId() + " is running")
        : new UnregisterBrokerResponse()
            .errorCode(KafkaError.BROKER_ID_NOT_REGISTERED.code())
            .errorMessage("there is no broker " + asked.brokerId());
  }
}
