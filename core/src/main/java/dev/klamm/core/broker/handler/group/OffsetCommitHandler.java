package dev.klamm.core.broker.handler.group;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponseTopic;

/**
 * OffsetCommit, key 8, versions 2 to 10: keeps how far a group has come. Answered when that is
 * durable.
 *
 * <ul>
 *   <li>v2-4: how long to keep it; from v5 on (KIP-211) the broker decides. v3: throttle time.
 *   <li>v6 (KIP-320): leader epoch. v7 (KIP-345): static members. v8: flexible.
 *   <li>v9 (KIP-848): member epochs and new errors. v10 (KIP-848): topics by id.
 * </ul>
 *
 * Left out: nothing.
 */
public final class OffsetCommitHandler implements ApiHandler<OffsetCommitRequest> {

  private final GroupCalls groups;

  public OffsetCommitHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.OFFSET_COMMIT;
  }

  @Override
  public void handle(OffsetCommitRequest message, Request request) {
    groups.submit(
        request,
        error -> refusal(message, error),
        (coordinator, to, nowMs, effects) ->
            coordinator.commitOffsets(message, GroupCalls.caller(request), to, nowMs, effects));
  }

  private static OffsetCommitResponse refusal(OffsetCommitRequest message, KafkaError error) {
    return new OffsetCommitResponse()
        .topics(message.topics().stream().map(topic -> refusal(topic, error)).toList());
  }

  private static OffsetCommitResponseTopic refusal(
      OffsetCommitRequestTopic topic, KafkaError error) {
    return new OffsetCommitResponseTopic()
        .name(topic.name())
        .topicId(topic.topicId())
        .partitions(
            topic.partitions().stream()
                .map(
                    partition ->
                        new OffsetCommitResponsePartition()
                            .partitionIndex(partition.partitionIndex())
                            .errorCode(error.code()))
                .toList());
  }
}
