package dev.klamm.core.broker.handler.txn;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.txn.Producer;
import dev.klamm.core.txn.TransactionCoordinator;
import dev.klamm.core.txn.TransactionVersion;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.AddOffsetsToTxnRequest;
import dev.klamm.protocol.message.AddOffsetsToTxnResponse;

/**
 * AddOffsetsToTxn, key 25, versions 0 to 4: the group whose offsets a transaction is about to
 * commit. v2 (KIP-588): PRODUCER_FENCED, before that INVALID_PRODUCER_EPOCH. v3: flexible. v4
 * (KIP-890): a new error code.
 */
public final class AddOffsetsToTxnHandler implements ApiHandler<AddOffsetsToTxnRequest> {

  private static final int FIRST_VERSION_WITH_PRODUCER_FENCED = 2;

  private final CoordinatorCalls<TransactionCoordinator> transactions;

  public AddOffsetsToTxnHandler(CoordinatorCalls<TransactionCoordinator> transactions) {
    this.transactions = transactions;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.ADD_OFFSETS_TO_TXN;
  }

  @Override
  public void handle(AddOffsetsToTxnRequest message, Request request) {
    Producer producer =
        new Producer(message.transactionalId(), message.producerId(), message.producerEpoch());
    transactions.submit(
        request,
        AddOffsetsToTxnHandler::answer,
        (coordinator, to, nowMs, effects) -> {
          KafkaError error =
              message.groupId().isEmpty()
                  ? KafkaError.INVALID_GROUP_ID
                  : coordinator.addGroup(
                      producer, message.groupId(), TransactionVersion.V1, nowMs, effects);
          effects.reply(to, answer(told(error, request.version())));
        });
  }

  private static KafkaError told(KafkaError error, short version) {
    return error == KafkaError.PRODUCER_FENCED && version < FIRST_VERSION_WITH_PRODUCER_FENCED
        ? KafkaError.INVALID_PRODUCER_EPOCH
        : error;
  }

  private static AddOffsetsToTxnResponse answer(KafkaError error) {
    return new AddOffsetsToTxnResponse().errorCode(error.code());
  }
}
