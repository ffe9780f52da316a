package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.CreateDelegationTokenRequest;
import dev.klamm.protocol.message.CreateDelegationTokenResponse;
import dev.klamm.protocol.message.DescribeDelegationTokenRequest;
import dev.klamm.protocol.message.DescribeDelegationTokenResponse;
import dev.klamm.protocol.message.ExpireDelegationTokenRequest;
import dev.klamm.protocol.message.ExpireDelegationTokenResponse;
import dev.klamm.protocol.message.RenewDelegationTokenRequest;
import dev.klamm.protocol.message.RenewDelegationTokenResponse;
import java.util.List;

/**
 * CreateDelegationToken 1 to 3, RenewDelegationToken 1 to 2, ExpireDelegationToken 1 to 2 and
 * DescribeDelegationToken 1 to 3 (keys 38 to 41, KIP-48): tokens stand for who has authenticated,
 * which on a PLAINTEXT listener nobody has; DELEGATION_TOKEN_REQUEST_NOT_ALLOWED, as Kafka's broker
 * says there.
 */
public final class DelegationTokenApis {

  private static final short CODE = KafkaError.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code();

  private DelegationTokenApis() {}

  public static List<ApiHandler<?>> all() {
    return List.of(
        new AnsweredApi<CreateDelegationTokenRequest>(
            ApiKey.CREATE_DELEGATION_TOKEN,
            asked -> new CreateDelegationTokenResponse().errorCode(CODE)),
        new AnsweredApi<RenewDelegationTokenRequest>(
            ApiKey.RENEW_DELEGATION_TOKEN,
            asked -> new RenewDelegationTokenResponse().errorCode(CODE)),
        new AnsweredApi<ExpireDelegationTokenRequest>(
            ApiKey.EXPIRE_DELEGATION_TOKEN,
            asked -> new ExpireDelegationTokenResponse().errorCode(CODE)),
        new AnsweredApi<DescribeDelegationTokenRequest>(
            ApiKey.DESCRIBE_DELEGATION_TOKEN,
            asked -> new DescribeDelegationTokenResponse().errorCode(CODE)));
  }
}
