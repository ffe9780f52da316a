package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a heartbeat must look like, whatever the group is like. */
final class HeartbeatRules {
  /** From this version on members make their ids themselves (KIP-1082). */
  private static final int FIRST_VERSION_WITH_OWN_IDS = 1;

  private HeartbeatRules() {}

  /**
   * @throws Refusal if it may not be answered
   */
  static void check(
      ConsumerGroupHeartbeatRequest request, short apiVersion, List<String> assignors) {
    int epoch = request.memberEpoch();
    if (epoch != 0 || apiVersion >= FIRST_VERSION_WITH_OWN_IDS) {
      require(!request.memberId().isEmpty(), "MemberId can't be empty.");
    }
    require(!request.groupId().isEmpty(), "GroupId can't be empty.");
    checkText(request.instanceId(), "InstanceId");
    checkText(request.rackId(), "RackId");
    if (epoch == 0) {
      checkJoin(request);
    } else if (epoch == ConsumerMember.STATIC_AWAY) {
      require(request.instanceId() != null, "InstanceId can't be null.");
    } else {
      require(
          epoch > ConsumerMember.STATIC_AWAY,
          "MemberEpoch is " + epoch + ", but must be greater than or equal to -2.");
    }
    String assignor = request.serverAssignor();
    if (assignor != null && !assignors.contains(assignor)) {
      throw new Refusal(
          KafkaError.UNSUPPORTED_ASSIGNOR,
          "ServerAssignor "
              + assignor
              + " is not supported. Supported assignors: "
              + String.join(", ", assignors)
              + ".");
    }
  }

  private static void checkJoin(ConsumerGroupHeartbeatRequest request) {
    require(
        request.rebalanceTimeoutMs() != -1, "RebalanceTimeoutMs must be provided when joining.");
    var owned = request.topicPartitions();
    require(owned != null && owned.isEmpty(), "TopicPartitions must be empty when joining.");
    require(
        request.subscribedTopicNames() != null || request.subscribedTopicRegex() != null,
        "SubscribedTopicNames or SubscribedTopicRegex must be provided when joining.");
  }

  private static void checkText(@Nullable String text, String field) {
    require(text == null || !text.isBlank(), field + " can't be empty.");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new Refusal(KafkaError.INVALID_REQUEST, message);
    }
  }
}
