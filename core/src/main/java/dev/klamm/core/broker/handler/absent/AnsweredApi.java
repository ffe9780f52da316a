package dev.klamm.core.broker.handler.absent;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import java.util.function.Function;

/** An API that is answered at once, in all its versions, by a function of the request. */
record AnsweredApi<Q extends ApiMessage>(ApiKey apiKey, Function<Q, ApiMessage> answer)
    implements ApiHandler<Q> {

  @Override
  public void handle(Q message, Request request) {
    request.respond(answer.apply(message));
  }
}
