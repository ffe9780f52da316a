package dev.klamm.core.admin;

import dev.klamm.api.admin.GroupListing;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.ListGroupsOptions;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import dev.klamm.protocol.message.ListGroupsResponse.ListedGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Keys are the brokers' ids: each lists the groups that it coordinates. */
final class ListGroups implements Operation<Integer, Collection<GroupListing>, ListGroupsResponse> {
  private static final int FIRST_WITH_STATES = 4;
  private static final int FIRST_WITH_TYPES = 5;

  private final NetworkClient client;
  private final ListGroupsOptions options;

  ListGroups(NetworkClient client, ListGroupsOptions options) {
    this.client = client;
    this.options = options;
  }

  @Override
  public String name() {
    return "listGroups";
  }

  @Override
  public Route<Integer> route() {
    return new BrokerRoute<>(client, OptionalInt::of);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error);
  }

  @Override
  public Call<ListGroupsResponse> call(List<Integer> keys, int timeoutMs) {
    return Call.of(ApiKey.LIST_GROUPS, this::request, ListGroupsResponse::new);
  }

  private ListGroupsRequest request(short version) {
    ListGroupsRequest request = new ListGroupsRequest();
    if (version >= FIRST_WITH_STATES) {
      request.statesFilter(options.groupStates().stream().map(GroupState::toString).toList());
    }
    if (version >= FIRST_WITH_TYPES) {
      request.typesFilter(options.types().stream().map(GroupType::toString).toList());
    }
    return request;
  }

  @Override
  public void onAnswer(
      List<Integer> keys,
      Answer<ListGroupsResponse> answer,
      Outcomes<Integer, Collection<GroupListing>> outcomes) {
    for (int broker : keys) {
      if (outcomes.isGood(broker, answer.body().errorCode(), "broker " + broker)) {
        outcomes.done(broker, listings(answer.body().groups(), answer.version()));
      }
    }
  }

  private Collection<GroupListing> listings(List<ListedGroup> groups, short version) {
    List<GroupListing> listings = new ArrayList<>();
    for (ListedGroup group : groups) {
      GroupListing listing =
          new GroupListing(
              group.groupId(),
              version < FIRST_WITH_TYPES
                  ? Optional.empty()
                  : Optional.of(GroupType.parse(group.groupType())),
              group.protocolType(),
              version < FIRST_WITH_STATES
                  ? Optional.empty()
                  : Optional.of(GroupState.parse(group.groupState())));
      if (isWanted(listing)) {
        listings.add(listing);
      }
    }
    return listings;
  }

  /** Brokers that do not know a filter list everything. */
  private boolean isWanted(GroupListing group) {
    return (options.protocolTypes().isEmpty() || options.protocolTypes().contains(group.protocol()))
        && (options.groupStates().isEmpty()
            || group.groupState().map(options.groupStates()::contains).orElse(true))
        && (options.types().isEmpty() || group.type().map(options.types()::contains).orElse(true));
  }
}
