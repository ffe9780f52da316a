package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.SaslAuthenticateRequest;
import dev.klamm.protocol.message.SaslAuthenticateResponse;
import dev.klamm.protocol.message.SaslHandshakeRequest;
import dev.klamm.protocol.message.SaslHandshakeResponse;
import java.util.List;

/**
 * SaslHandshake 0 and 1 and SaslAuthenticate 0 to 2 (keys 17 and 36): listeners are PLAINTEXT, so a
 * client that begins to authenticate is told ILLEGAL_SASL_STATE, as by Kafka's broker, and its user
 * learns that {@code security.protocol} does not fit.
 */
public final class SaslApis {

  private static final short CODE = KafkaError.ILLEGAL_SASL_STATE.code();

  private SaslApis() {}

  public static List<ApiHandler<?>> all() {
    return List.of(
        new AnsweredApi<SaslHandshakeRequest>(
            ApiKey.SASL_HANDSHAKE, asked -> new SaslHandshakeResponse().errorCode(CODE)),
        new AnsweredApi<SaslAuthenticateRequest>(
            ApiKey.SASL_AUTHENTICATE,
            asked ->
                new SaslAuthenticateResponse()
                    .errorCode(CODE)
                    .errorMessage("this listener is PLAINTEXT: there is no authentication")));
  }
}
