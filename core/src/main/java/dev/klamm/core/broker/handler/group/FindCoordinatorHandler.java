package dev.klamm.core.broker.handler.group;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.protocol.message.FindCoordinatorResponse.Coordinator;
import org.jspecify.annotations.Nullable;

/**
 * FindCoordinator, key 10, versions 0 to 6: who looks after a group or a transactional id. That is
 * always this broker.
 *
 * <ul>
 *   <li>v1: transactions too, throttle time, what is wrong in words. v3: flexible.
 *   <li>v4 (KIP-699): several keys. v5 (KIP-890): a new error code. v6 (KIP-932): share groups.
 * </ul>
 *
 * Left out: coordinators of share groups, which are refused with INVALID_REQUEST.
 */
public final class FindCoordinatorHandler implements ApiHandler<FindCoordinatorRequest> {

  private static final byte GROUP = 0;
  private static final byte TRANSACTION = 1;
  private static final int FIRST_VERSION_WITH_MANY = 4;

  private final BrokerIdentity identity;

  public FindCoordinatorHandler(BrokerIdentity identity) {
    this.identity = identity;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.FIND_COORDINATOR;
  }

  @Override
  public void handle(FindCoordinatorRequest message, Request request) {
    KafkaError error = check(message.keyType());
    String reason = reason(message.keyType());
    Endpoint address = request.advertisedAddress();
    if (request.version() < FIRST_VERSION_WITH_MANY) {
      Coordinator one = coordinator(message.key(), error, reason, address);
      request.respond(
          new FindCoordinatorResponse()
              .errorCode(one.errorCode())
              .errorMessage(one.errorMessage())
              .nodeId(one.nodeId())
              .host(one.host())
              .port(one.port()));
    } else {
      request.respond(
          new FindCoordinatorResponse()
              .coordinators(
                  message.coordinatorKeys().stream()
                      .map(key -> coordinator(key, error, reason, address))
                      .toList()));
    }
  }

  private Coordinator coordinator(
      String key, KafkaError error, @Nullable String reason, Endpoint address) {
    Coordinator result = new Coordinator().key(key);
    return error == KafkaError.NONE
        ? result.nodeId(identity.nodeId()).host(address.host()).port(address.port())
        : result.errorCode(error.code()).errorMessage(reason).nodeId(-1).port(-1);
  }

  private static KafkaError check(byte keyType) {
    return keyType == GROUP || keyType == TRANSACTION
        ? KafkaError.NONE
        : KafkaError.INVALID_REQUEST;
  }

  private static @Nullable String reason(byte keyType) {
    return switch (keyType) {
      case GROUP, TRANSACTION -> null;
      case 2 -> "Share groups are not supported by this broker.";
      default ->
          "Unknown coordinator type " + keyType + "; known are 0 (group) and 1 (transaction).";
    };
  }
}
