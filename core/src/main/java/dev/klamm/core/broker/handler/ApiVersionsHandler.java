package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.broker.session.Session;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ApiVersionsRequest;
import dev.klamm.protocol.message.ApiVersionsResponse;
import dev.klamm.protocol.message.ApiVersionsResponse.ApiVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * ApiVersions, key 18, versions 0 to 5: what this broker answers, taken from the handlers
 * themselves.
 *
 * <ul>
 *   <li>v0-2: the list; v1 adds throttle time.
 *   <li>v3 (KIP-511, KIP-482): client name and version, tagged fields. A newer version than we know
 *       is answered in v0 with UNSUPPORTED_VERSION and the list.
 *   <li>v3 also carries supported and finalized features (KIP-584): {@link Features}.
 *   <li>v5 (KIP-1242): the client says which cluster and node it expects; a mismatch is refused.
 * </ul>
 */
public final class ApiVersionsHandler
    implements ApiHandler<ApiVersionsRequest>, Session.UnsupportedVersionAnswer {

  private static final Pattern SOFTWARE =
      Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

  private final BrokerIdentity identity;
  private final Supplier<Collection<ApiHandler<?>>> handlers;

  public ApiVersionsHandler(BrokerIdentity identity, Supplier<Collection<ApiHandler<?>>> handlers) {
    this.identity = identity;
    this.handlers = handlers;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.API_VERSIONS;
  }

  @Override
  public void handle(ApiVersionsRequest message, Request request) {
    short version = request.version();
    request.respond(Features.addTo(answer(refusal(message, version)), version));
  }

  private KafkaError refusal(ApiVersionsRequest message, short version) {
    if (version >= 3
        && !(SOFTWARE.matcher(message.clientSoftwareName()).matches()
            && SOFTWARE.matcher(message.clientSoftwareVersion()).matches())) {
      return KafkaError.INVALID_REQUEST;
    }
    return isForAnother(message) ? KafkaError.REBOOTSTRAP_REQUIRED : KafkaError.NONE;
  }

  private boolean isForAnother(ApiVersionsRequest message) {
    String cluster = message.clusterId();
    int node = message.nodeId();
    return (cluster != null && !cluster.equals(identity.clusterId()))
        || (node >= 0 && node != identity.nodeId());
  }

  @Override
  public void answerUnsupported(Request request) {
    request.respond(answer(KafkaError.UNSUPPORTED_VERSION));
  }

  private ApiVersionsResponse answer(KafkaError error) {
    List<ApiVersion> versions = new ArrayList<>();
    for (ApiHandler<?> handler : handlers.get()) {
      versions.add(
          new ApiVersion()
              .apiKeyValue(handler.apiKey().id())
              .minVersion(handler.advertisedOldestVersion())
              .maxVersion(handler.latestVersion()));
    }
    return new ApiVersionsResponse().errorCode(error.code()).apiKeys(versions);
  }
}
