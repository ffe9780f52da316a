package dev.klamm.core.broker.handler.group;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import java.util.List;

/**
 * OffsetFetch, key 9, versions 1 to 10: how far groups have come.
 *
 * <ul>
 *   <li>v2 (KIP-88): all of a group's offsets, and an error for the group. v3: throttle time. v5
 *       (KIP-320): leader epoch. v6: flexible.
 *   <li>v7 (KIP-447): only stable offsets; ours always are. v8 (KIP-709): several groups.
 *   <li>v9 (KIP-848): member epochs. v10 (KIP-848): topics by id.
 * </ul>
 *
 * Left out: nothing.
 */
public final class OffsetFetchHandler implements ApiHandler<OffsetFetchRequest> {

  private final GroupCalls groups;

  public OffsetFetchHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.OFFSET_FETCH;
  }

  @Override
  public void handle(OffsetFetchRequest message, Request request) {
    groups.submit(
        request,
        error -> refusal(message, request.version(), error),
        (coordinator, to, nowMs, effects) ->
            coordinator.fetchOffsets(message, GroupCalls.caller(request), to, nowMs, effects));
  }

  private static OffsetFetchResponse refusal(
      OffsetFetchRequest message, short version, KafkaError error) {
    if (version < 8) {
      return refusalOfOne(message, error);
    }
    return new OffsetFetchResponse()
        .groups(
            message.groups().stream()
                .map(
                    group ->
                        new OffsetFetchResponseGroup()
                            .groupId(group.groupId())
                            .errorCode(error.code()))
                .toList());
  }

  /** Version 1 has an error per partition only. */
  private static OffsetFetchResponse refusalOfOne(OffsetFetchRequest message, KafkaError error) {
    List<OffsetFetchRequestTopic> topics = message.topics();
    OffsetFetchResponse answer = new OffsetFetchResponse().errorCode(error.code());
    return topics == null
        ? answer
        : answer.topics(topics.stream().map(topic -> refusal(topic, error)).toList());
  }

  private static OffsetFetchResponseTopic refusal(OffsetFetchRequestTopic topic, KafkaError error) {
    return new OffsetFetchResponseTopic()
        .name(topic.name())
        .partitions(
            topic.partitionIndexes().stream()
                .map(
                    index ->
                        new OffsetFetchResponsePartition()
                            .partitionIndex(index)
                            .committedOffset(-1)
                            .metadata("")
                            .errorCode(error.code()))
                .toList());
  }
}
