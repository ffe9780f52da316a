package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.Durability;
import dev.klamm.core.broker.handler.StoreErrors;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import dev.klamm.protocol.ApiMessage;
import java.util.function.Function;

/** Makes changes that clients ask for, and answers them once they are durable. Any thread. */
public final class Changes {

  private final Engine engine;
  private final Durability durability;

  public Changes(Engine engine, Durability durability) {
    this.engine = engine;
    this.durability = durability;
  }

  /**
   * Makes one change.
   *
   * @param change runs on the engine and gives the answer, which is sent when all is durable
   * @param refusal the answer when the store or the engine cannot do it
   */
  public void make(
      Request request,
      Function<Tick, ? extends ApiMessage> change,
      Function<KafkaError, ? extends ApiMessage> refusal) {
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            ApiMessage answer = change.apply(tick);
            tick.whenDurable(
                durability,
                failure ->
                    request.respond(
                        failure == null ? answer : refusal.apply(StoreErrors.of(failure))));
          }

          @Override
          public void refuse(RuntimeException cause) {
            request.respond(refusal.apply(StoreErrors.of(cause)));
          }
        });
  }
}
