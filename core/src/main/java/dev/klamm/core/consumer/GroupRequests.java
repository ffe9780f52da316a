package dev.klamm.core.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.consumer.assignor.ConsumerProtocol;
import dev.klamm.core.consumer.group.MembershipEffect.Beat;
import dev.klamm.core.consumer.group.MembershipEffect.Join;
import dev.klamm.core.consumer.group.MembershipEffect.JoinedMember;
import dev.klamm.core.consumer.group.MembershipEffect.Leave;
import dev.klamm.core.consumer.group.MembershipEffect.Sync;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupRequest.SyncGroupRequestAssignment;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests of a group's member to its coordinator, in all versions. On the event loop only. */
final class GroupRequests {
  private static final int FIRST_STATIC_JOIN = 5;
  private static final int FIRST_STATIC = 3;
  private static final int FIRST_LEAVE_OF_MANY = 3;

  /** Beyond the time that the coordinator itself waits for the other members. */
  private static final int JOIN_SLACK_MS = 5_000;

  /** The outcome of JoinGroup. */
  interface Joined {
    void onJoined(
        int generation,
        String memberId,
        String leader,
        boolean skipAssignment,
        String assignor,
        List<JoinedMember> members);

    void onRefused(KafkaException error, String givenId);
  }

  /** The outcome of SyncGroup. The bytes are only good during the call. */
  interface Synced {
    void onSynced(ByteBuffer assignment);

    void onRefused(KafkaException error);
  }

  private final NetworkClient network;
  private final String groupId;
  private final int sessionTimeoutMs;
  private final int rebalanceTimeoutMs;
  private @Nullable Runnable afterLeaving;

  GroupRequests(
      NetworkClient network, String groupId, int sessionTimeoutMs, int rebalanceTimeoutMs) {
    this.network = network;
    this.groupId = groupId;
    this.sessionTimeoutMs = sessionTimeoutMs;
    this.rebalanceTimeoutMs = rebalanceTimeoutMs;
  }

  private <R extends ApiMessage> void send(Call<R> call, AnswerHandler<R> handler) {
    network.send(Destination.coordinator(CoordinatorType.GROUP, groupId), call, handler);
  }

  private static <R extends ApiMessage> Call<R> from(
      Call<R> call, @Nullable String instanceId, int version) {
    return instanceId == null ? call : call.from(version);
  }

  void join(Join join, Map<String, ByteBuffer> protocols, Joined outcome) {
    List<JoinGroupRequestProtocol> offered = new ArrayList<>();
    protocols.forEach(
        (name, metadata) ->
            offered.add(new JoinGroupRequestProtocol().name(name).metadata(metadata)));
    JoinGroupRequest request =
        new JoinGroupRequest()
            .groupId(groupId)
            .sessionTimeoutMs(sessionTimeoutMs)
            .rebalanceTimeoutMs(rebalanceTimeoutMs)
            .memberId(join.as().memberId())
            .groupInstanceId(join.as().instanceId())
            .protocolType(ConsumerProtocol.TYPE)
            .protocols(offered)
            .reason(join.reason());
    long patience = Math.max((long) rebalanceTimeoutMs + JOIN_SLACK_MS, 1);
    Call<JoinGroupResponse> call =
        Call.of(ApiKey.JOIN_GROUP, request, JoinGroupResponse::new)
            .within((int) Math.min(Integer.MAX_VALUE, patience));
    send(
        from(call, join.as().instanceId(), FIRST_STATIC_JOIN),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<JoinGroupResponse> answer) {
            onJoinAnswer(answer.body(), outcome);
          }

          @Override
          public void onFailure(KafkaException error) {
            outcome.onRefused(error, "");
          }
        });
  }

  private void onJoinAnswer(JoinGroupResponse response, Joined outcome) {
    KafkaError error = KafkaError.forCode(response.errorCode());
    if (error != KafkaError.NONE) {
      outcome.onRefused(
          error.exception("joining group " + groupId + " failed: " + error.message()),
          response.memberId());
      return;
    }
    List<JoinedMember> members = new ArrayList<>();
    for (JoinGroupResponse.JoinGroupResponseMember member : response.members()) {
      members.add(new JoinedMember(member.memberId(), member.groupInstanceId(), member.metadata()));
    }
    String assignor = response.protocolName();
    outcome.onJoined(
        response.generationId(),
        response.memberId(),
        response.leader(),
        response.skipAssignment(),
        assignor == null ? "" : assignor,
        members);
  }

  void sync(Sync sync, Synced outcome) {
    List<SyncGroupRequestAssignment> assignments = new ArrayList<>();
    sync.assignments()
        .forEach(
            (id, bytes) ->
                assignments.add(new SyncGroupRequestAssignment().memberId(id).assignment(bytes)));
    SyncGroupRequest request =
        new SyncGroupRequest()
            .groupId(groupId)
            .generationId(sync.as().generation())
            .memberId(sync.as().memberId())
            .groupInstanceId(sync.as().instanceId())
            .protocolType(ConsumerProtocol.TYPE)
            .protocolName(sync.assignor())
            .assignments(assignments);
    long patience = Math.max((long) rebalanceTimeoutMs + JOIN_SLACK_MS, 1);
    Call<SyncGroupResponse> call =
        Call.of(ApiKey.SYNC_GROUP, request, SyncGroupResponse::new)
            .within((int) Math.min(Integer.MAX_VALUE, patience));
    send(
        from(call, sync.as().instanceId(), FIRST_STATIC),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<SyncGroupResponse> answer) {
            KafkaError error = KafkaError.forCode(answer.body().errorCode());
            if (error == KafkaError.NONE) {
              outcome.onSynced(answer.body().assignment());
            } else {
              outcome.onRefused(
                  error.exception("group " + groupId + " did not sync: " + error.message()));
            }
          }

          @Override
          public void onFailure(KafkaException error) {
            outcome.onRefused(error);
          }
        });
  }

  /** The outcome is null, or the error. */
  void beat(Beat beat, Consumer<@Nullable KafkaException> outcome) {
    HeartbeatRequest request =
        new HeartbeatRequest()
            .groupId(groupId)
            .generationId(beat.as().generation())
            .memberId(beat.as().memberId())
            .groupInstanceId(beat.as().instanceId());
    Call<HeartbeatResponse> call = Call.of(ApiKey.HEARTBEAT, request, HeartbeatResponse::new);
    send(
        from(call, beat.as().instanceId(), FIRST_STATIC),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<HeartbeatResponse> answer) {
            KafkaError error = KafkaError.forCode(answer.body().errorCode());
            outcome.accept(
                error == KafkaError.NONE
                    ? null
                    : error.exception("group " + groupId + ": " + error.message()));
          }

          @Override
          public void onFailure(KafkaException error) {
            outcome.accept(error);
          }
        });
  }

  /** Hears when the next {@link #leave} is over, however it ended. */
  void afterLeaving(Runnable task) {
    afterLeaving = task;
  }

  /** Nothing was sent after all. */
  void leavingIsOver() {
    Runnable task = afterLeaving;
    afterLeaving = null;
    if (task != null) {
      task.run();
    }
  }

  void leave(Leave leave) {
    Runnable task = afterLeaving == null ? () -> {} : afterLeaving;
    afterLeaving = null;
    send(
        Call.of(ApiKey.LEAVE_GROUP, version -> request(leave, version), LeaveGroupResponse::new),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<LeaveGroupResponse> answer) {
            task.run();
          }

          @Override
          public void onFailure(KafkaException error) {
            task.run();
          }
        });
  }

  private LeaveGroupRequest request(Leave leave, short version) {
    LeaveGroupRequest request = new LeaveGroupRequest().groupId(groupId);
    if (version < FIRST_LEAVE_OF_MANY) {
      return request.memberId(leave.as().memberId());
    }
    return request.members(
        List.of(
            new LeaveGroupRequest.MemberIdentity()
                .memberId(leave.as().memberId())
                .groupInstanceId(leave.as().instanceId())
                .reason(leave.reason())));
  }
}
