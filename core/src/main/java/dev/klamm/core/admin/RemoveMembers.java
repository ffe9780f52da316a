package dev.klamm.core.admin;

import dev.klamm.api.admin.MemberDescription;
import dev.klamm.api.admin.MemberToRemove;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupRequest.MemberIdentity;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.LeaveGroupResponse.MemberResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys are members of one group. */
final class RemoveMembers
    implements Operation<RemoveMembers.Leaver, @Nullable Void, LeaveGroupResponse> {
  private static final int FIRST_WITH_MEMBERS = 3;
  private static final int FIRST_WITH_REASON = 5;
  private static final int LONGEST_REASON = 255;

  private final NetworkClient client;
  private final String groupId;
  private final String reason;

  /** A member by its instance id if it has one, else by its member id. */
  record Leaver(String memberId, @Nullable String instanceId) {
    static Leaver of(MemberToRemove member) {
      return new Leaver("", member.groupInstanceId());
    }

    static Leaver of(MemberDescription member) {
      return member
          .groupInstanceId()
          .map(id -> new Leaver("", id))
          .orElseGet(() -> new Leaver(member.consumerId(), null));
    }
  }

  RemoveMembers(NetworkClient client, String groupId, @Nullable String reason) {
    this.client = client;
    this.groupId = groupId;
    String told = "removed by an administrator" + (reason == null ? "" : ": " + reason);
    this.reason = told.substring(0, Math.min(LONGEST_REASON, told.length()));
  }

  @Override
  public String name() {
    return "removeMembersFromConsumerGroup";
  }

  @Override
  public Route<Leaver> route() {
    return new GroupRoute<>(client, member -> groupId);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error);
  }

  @Override
  public Call<LeaveGroupResponse> call(List<Leaver> keys, int timeoutMs) {
    return Call.of(ApiKey.LEAVE_GROUP, v -> request(keys, v), LeaveGroupResponse::new)
        .from(FIRST_WITH_MEMBERS);
  }

  private LeaveGroupRequest request(List<Leaver> keys, short version) {
    List<MemberIdentity> members = new ArrayList<>();
    for (Leaver key : keys) {
      MemberIdentity member =
          new MemberIdentity().memberId(key.memberId()).groupInstanceId(key.instanceId());
      members.add(version >= FIRST_WITH_REASON ? member.reason(reason) : member);
    }
    return new LeaveGroupRequest().groupId(groupId).members(members);
  }

  @Override
  public void onAnswer(
      List<Leaver> keys,
      Answer<LeaveGroupResponse> answer,
      Outcomes<Leaver, @Nullable Void> outcomes) {
    short code = answer.body().errorCode();
    if (code != KafkaError.NONE.code()) {
      keys.forEach(
          key -> outcomes.failed(key, KafkaError.exceptionForCode(code, "group " + groupId)));
      return;
    }
    for (MemberResponse member : answer.body().members()) {
      String instanceId = member.groupInstanceId();
      Leaver key =
          instanceId == null ? new Leaver(member.memberId(), null) : new Leaver("", instanceId);
      if (outcomes.isGood(key, member.errorCode(), "member " + key + " of group " + groupId)) {
        outcomes.done(key, null);
      }
    }
  }
}
