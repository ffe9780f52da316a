package dev.klamm.core.admin;

import dev.klamm.api.admin.AbstractOptions;
import dev.klamm.api.admin.ClassicGroupDescription;
import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.UnsupportedVersionException;
import dev.klamm.core.consumer.assignor.ConsumerProtocol;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for groups of the classic protocol, since most are; those that are not found there are asked
 * for among the newer ones.
 */
final class GroupDescriber {
  private final AdminCalls calls;

  GroupDescriber(AdminCalls calls) {
    this.calls = calls;
  }

  Map<String, KafkaFuture<ConsumerGroupDescription>> describe(
      Collection<String> groups, AbstractOptions<?> options) {
    Map<String, KafkaFuture<ConsumerGroupDescription>> results = new LinkedHashMap<>();
    calls
        .start(new DescribeClassicGroups(calls.client()), groups, options)
        .forEach((group, classic) -> results.put(group, orModern(group, classic, options)));
    return results;
  }

  private KafkaFuture<ConsumerGroupDescription> orModern(
      String group, KafkaFuture<ClassicGroupDescription> classic, AbstractOptions<?> options) {
    KafkaFuture<ConsumerGroupDescription> result = new KafkaFuture<>();
    classic.whenComplete(
        (description, error) -> {
          if (error == null) {
            complete(result, description);
          } else if (isUnknown(error)) {
            askModern(group, error, options, result);
          } else {
            result.completeExceptionally(error);
          }
        });
    return result;
  }

  private static void complete(
      KafkaFuture<ConsumerGroupDescription> result, ClassicGroupDescription group) {
    if (!group.protocol().isEmpty() && !group.protocol().equals(ConsumerProtocol.TYPE)) {
      result.completeExceptionally(notOfConsumers(group));
      return;
    }
    result.complete(
        new ConsumerGroupDescription(
            group.groupId(),
            group.isSimpleConsumerGroup(),
            group.members(),
            group.protocolData(),
            GroupType.CLASSIC,
            group.state(),
            group.coordinator(),
            Optional.empty(),
            Optional.empty()));
  }

  private static KafkaException notOfConsumers(ClassicGroupDescription group) {
    return KafkaError.INVALID_GROUP_ID.exception(
        "group %s is not one of consumers: its protocol type is '%s'"
            .formatted(group.groupId(), group.protocol()));
  }

  private static boolean isUnknown(Throwable error) {
    return error instanceof KafkaException kafka && kafka.error() == KafkaError.GROUP_ID_NOT_FOUND;
  }

  private void askModern(
      String group,
      Throwable first,
      AbstractOptions<?> options,
      KafkaFuture<ConsumerGroupDescription> result) {
    calls
        .startOne(new DescribeModernGroups(calls.client()), group, options)
        .whenComplete(
            (description, error) -> {
              if (error == null) {
                result.complete(description);
              } else {
                // A broker without the newer protocol has no groups of it.
                result.completeExceptionally(
                    error instanceof UnsupportedVersionException ? first : error);
              }
            });
  }
}
