package dev.klamm.core.net;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.MalformedMessageException;
import dev.klamm.protocol.message.ApiVersionsRequest;
import dev.klamm.protocol.message.ApiVersionsResponse;
import dev.klamm.protocol.message.ApiVersionsResponse.ApiVersion;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first exchange on a connection: which versions does the broker take? Asked in our newest
 * version; a broker too old for that answers UNSUPPORTED_VERSION in version 0, mostly with the
 * version it would take, and is asked again (KIP-35, KIP-511).
 */
final class Handshake {
  private static final String SOFTWARE = "klamm";
  private static final String SOFTWARE_VERSION = "0.1";
  private static final short FIRST_WITH_SOFTWARE = 3;

  private final String clientId;
  private final ClusterFeatures features;
  private short version = ApiKey.API_VERSIONS.latestVersion();

  Handshake(String clientId, ClusterFeatures features) {
    this.clientId = clientId;
    this.features = features;
  }

  OutboundFrame request(int correlationId) {
    ApiVersionsRequest request = new ApiVersionsRequest();
    if (version >= FIRST_WITH_SOFTWARE) {
      request.clientSoftwareName(SOFTWARE).clientSoftwareVersion(SOFTWARE_VERSION);
    }
    return Frames.request(ApiKey.API_VERSIONS, version, correlationId, clientId, request);
  }

  /**
   * What the broker takes, or null when it is to be asked again in a lower version.
   *
   * @throws RuntimeException when the answer cannot be read or is an error
   */
  @Nullable BrokerVersions read(ByteBuffer frame) {
    boolean refused = error(frame) == KafkaError.UNSUPPORTED_VERSION && version > 0;
    ApiVersionsResponse response =
        Frames.answer(
            frame, ApiKey.API_VERSIONS, refused ? (short) 0 : version, new ApiVersionsResponse());
    if (refused) {
      version = fallback(response);
      return null;
    }
    if (response.errorCode() != KafkaError.NONE.code()) {
      throw KafkaError.exceptionForCode(response.errorCode(), null);
    }
    features.learn(response);
    return versions(response);
  }

  private static KafkaError error(ByteBuffer frame) {
    if (frame.remaining() < Integer.BYTES + Short.BYTES) {
      throw new MalformedMessageException(
          "an answer of " + frame.remaining() + " bytes is too short for ApiVersions");
    }
    return KafkaError.forCode(frame.getShort(frame.position() + Integer.BYTES));
  }

  private short fallback(ApiVersionsResponse response) {
    for (ApiVersion offered : response.apiKeys()) {
      if (offered.apiKeyValue() == ApiKey.API_VERSIONS.id() && offered.maxVersion() < version) {
        return offered.maxVersion() < 0 ? 0 : offered.maxVersion();
      }
    }
    return 0;
  }

  private static BrokerVersions versions(ApiVersionsResponse response) {
    BrokerVersions versions = new BrokerVersions();
    for (ApiVersion offered : response.apiKeys()) {
      ApiKey api = ApiKey.forId(offered.apiKeyValue());
      if (api != null) {
        versions.add(api, offered.minVersion(), offered.maxVersion());
      }
    }
    return versions;
  }
}
