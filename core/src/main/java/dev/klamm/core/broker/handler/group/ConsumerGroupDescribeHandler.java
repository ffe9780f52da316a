package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ConsumerGroupDescribeRequest;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.DescribedGroup;

/**
 * ConsumerGroupDescribe, key 69, versions 0 and 1 (KIP-848): epochs, members, and what they have
 * and are to have. v1 (KIP-1099): which protocol each member speaks.
 *
 * <p>Left out: nothing.
 */
public final class ConsumerGroupDescribeHandler
    implements ApiHandler<ConsumerGroupDescribeRequest> {

  private final GroupCalls groups;

  public ConsumerGroupDescribeHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.CONSUMER_GROUP_DESCRIBE;
  }

  @Override
  public void handle(ConsumerGroupDescribeRequest message, Request request) {
    groups.submit(
        request,
        error ->
            new ConsumerGroupDescribeResponse()
                .groups(
                    message.groupIds().stream()
                        .map(id -> new DescribedGroup().groupId(id).errorCode(error.code()))
                        .toList()),
        (coordinator, to, nowMs, effects) ->
            coordinator.describeConsumerGroups(
                message, GroupCalls.caller(request), to, nowMs, effects));
  }
}
