package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DeleteGroupsResponse.DeletableGroupResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys are the groups' ids. */
final class DeleteGroups implements Operation<String, @Nullable Void, DeleteGroupsResponse> {
  private final NetworkClient client;

  DeleteGroups(NetworkClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "deleteConsumerGroups";
  }

  @Override
  public Route<String> route() {
    return new GroupRoute<>(client, group -> group);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error);
  }

  @Override
  public Call<DeleteGroupsResponse> call(List<String> keys, int timeoutMs) {
    return Call.of(
        ApiKey.DELETE_GROUPS,
        new DeleteGroupsRequest().groupsNames(keys),
        DeleteGroupsResponse::new);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<DeleteGroupsResponse> answer,
      Outcomes<String, @Nullable Void> outcomes) {
    for (DeletableGroupResult group : answer.body().results()) {
      String message = group.errorMessage();
      if (outcomes.isGood(
          group.groupId(),
          group.errorCode(),
          message == null ? "group " + group.groupId() : message)) {
        outcomes.done(group.groupId(), null);
      }
    }
  }
}
