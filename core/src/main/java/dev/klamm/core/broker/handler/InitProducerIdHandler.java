package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.Durability;
import dev.klamm.core.broker.cluster.ProducerIds;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;

/**
 * InitProducerId, key 22, versions 0 to 5: an id for an idempotent producer (KIP-98).
 *
 * <ul>
 *   <li>v3 (KIP-360): a producer may say which id and epoch it had; an idempotent one gets a new id
 *       all the same, with epoch 0.
 *   <li>v4, v5 (KIP-588, KIP-890): error codes of transactions.
 * </ul>
 *
 * Left out: transactional producers. A request with a transactional id is refused with
 * INVALID_REQUEST.
 */
public final class InitProducerIdHandler implements ApiHandler<InitProducerIdRequest> {

  private final ProducerIds producerIds;
  private final Engine engine;
  private final Durability durability;

  public InitProducerIdHandler(ProducerIds producerIds, Engine engine, Durability durability) {
    this.producerIds = producerIds;
    this.engine = engine;
    this.durability = durability;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.INIT_PRODUCER_ID;
  }

  @Override
  public void handle(InitProducerIdRequest message, Request request) {
    if (message.transactionalId() != null) {
      request.respond(refusal(KafkaError.INVALID_REQUEST));
      return;
    }
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            long id = producerIds.next(tick);
            tick.whenDurable(
                durability,
                failure ->
                    request.respond(
                        failure == null
                            ? new InitProducerIdResponse().producerId(id).producerEpoch((short) 0)
                            : refusal(StoreErrors.of(failure))));
          }

          @Override
          public void refuse(RuntimeException cause) {
            request.respond(refusal(StoreErrors.of(cause)));
          }
        });
  }

  private static InitProducerIdResponse refusal(KafkaError error) {
    return new InitProducerIdResponse()
        .errorCode(error.code())
        .producerId(-1)
        .producerEpoch((short) -1);
  }
}
