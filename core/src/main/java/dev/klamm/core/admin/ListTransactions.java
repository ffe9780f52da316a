package dev.klamm.core.admin;

import dev.klamm.api.admin.ListTransactionsOptions;
import dev.klamm.api.admin.TransactionListing;
import dev.klamm.api.admin.TransactionState;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListTransactionsRequest;
import dev.klamm.protocol.message.ListTransactionsResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/** Keys are the brokers' ids: each lists the transactional ids that it coordinates. */
final class ListTransactions
    implements Operation<Integer, Collection<TransactionListing>, ListTransactionsResponse> {
  private static final int FIRST_WITH_DURATION = 1;
  private static final int FIRST_WITH_PATTERN = 2;

  private final NetworkClient client;
  private final ListTransactionsOptions options;

  ListTransactions(NetworkClient client, ListTransactionsOptions options) {
    this.client = client;
    this.options = options;
  }

  @Override
  public String name() {
    return "listTransactions";
  }

  @Override
  public Route<Integer> route() {
    return new BrokerRoute<>(client, OptionalInt::of);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error);
  }

  /** A filter that the broker does not know is not left out: what it lists would be wrong. */
  @Override
  public Call<ListTransactionsResponse> call(List<Integer> keys, int timeoutMs) {
    String pattern = options.filteredTransactionalIdPattern();
    Call<ListTransactionsResponse> call =
        Call.of(ApiKey.LIST_TRANSACTIONS, this::request, ListTransactionsResponse::new);
    if (!pattern.isEmpty()) {
      return call.from(FIRST_WITH_PATTERN);
    }
    return options.filteredDuration() >= 0 ? call.from(FIRST_WITH_DURATION) : call;
  }

  private ListTransactionsRequest request(short version) {
    ListTransactionsRequest request =
        new ListTransactionsRequest()
            .stateFilters(options.filteredStates().stream().map(Object::toString).toList())
            .producerIdFilters(List.copyOf(options.filteredProducerIds()));
    if (version >= FIRST_WITH_DURATION) {
      request.durationFilter(options.filteredDuration());
    }
    String pattern = options.filteredTransactionalIdPattern();
    if (version >= FIRST_WITH_PATTERN && !pattern.isEmpty()) {
      request.transactionalIdPattern(pattern);
    }
    return request;
  }

  @Override
  public void onAnswer(
      List<Integer> keys,
      Answer<ListTransactionsResponse> answer,
      Outcomes<Integer, Collection<TransactionListing>> outcomes) {
    List<TransactionListing> listed = new ArrayList<>();
    for (var found : answer.body().transactionStates()) {
      listed.add(
          new TransactionListing(
              found.transactionalId(),
              found.producerId(),
              TransactionState.parse(found.transactionState())));
    }
    List<String> unknown = answer.body().unknownStateFilters();
    for (int broker : keys) {
      if (!outcomes.isGood(broker, answer.body().errorCode(), "broker " + broker)) {
        continue;
      }
      if (unknown.isEmpty()) {
        outcomes.done(broker, listed);
      } else {
        outcomes.failed(
            broker,
            KafkaError.INVALID_REQUEST.exception(
                "broker " + broker + " does not know the states " + unknown));
      }
    }
  }
}
