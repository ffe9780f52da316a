package dev.klamm.core.admin;

import dev.klamm.api.admin.FenceProducersResult.Fenced;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import java.util.List;

/** Keys are the transactional ids; each is taken as a new producer would take it. */
final class FenceProducers implements Operation<String, Fenced, InitProducerIdResponse> {
  private final NetworkClient client;

  FenceProducers(NetworkClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "fenceProducers";
  }

  /** One request an id: it names no more. */
  @Override
  public Route<String> route() {
    return (keys, timeoutMs, found) ->
        keys.forEach(
            id -> found.at(Destination.coordinator(CoordinatorType.TRANSACTION, id), List.of(id)));
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error) || error == KafkaError.CONCURRENT_TRANSACTIONS;
  }

  @Override
  public Call<InitProducerIdResponse> call(List<String> keys, int timeoutMs) {
    // Nobody opens a transaction with this epoch, so any time limit that brokers allow will do.
    return Call.of(
        ApiKey.INIT_PRODUCER_ID,
        new InitProducerIdRequest()
            .transactionalId(keys.get(0))
            .transactionTimeoutMs(1)
            .producerId(-1)
            .producerEpoch((short) -1),
        InitProducerIdResponse::new);
  }

  @Override
  public void onAnswer(
      List<String> keys, Answer<InitProducerIdResponse> answer, Outcomes<String, Fenced> outcomes) {
    InitProducerIdResponse body = answer.body();
    for (String id : keys) {
      if (outcomes.isGood(id, body.errorCode(), "transactional id " + id)) {
        outcomes.done(id, new Fenced(body.producerId(), body.producerEpoch()));
      }
    }
  }
}
