package dev.klamm.core.admin;

import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.admin.MemberToRemove;
import dev.klamm.api.admin.RemoveMembersFromConsumerGroupOptions;
import dev.klamm.api.admin.RemoveMembersFromConsumerGroupResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removes the members that are named; to remove all, asks for their names first. */
final class MemberRemover {
  private final AdminCalls calls;
  private final GroupDescriber describer;

  MemberRemover(AdminCalls calls, GroupDescriber describer) {
    this.calls = calls;
    this.describer = describer;
  }

  RemoveMembersFromConsumerGroupResult remove(
      String groupId, RemoveMembersFromConsumerGroupOptions options) {
    if (options.removeAll()) {
      return new RemoveMembersFromConsumerGroupResult(Map.of(), removeAll(groupId, options));
    }
    List<RemoveMembers.Leaver> leavers =
        options.members().stream().map(RemoveMembers.Leaver::of).toList();
    Map<RemoveMembers.Leaver, KafkaFuture<@Nullable Void>> left = start(groupId, leavers, options);
    Map<MemberToRemove, KafkaFuture<@Nullable Void>> results = new LinkedHashMap<>();
    left.forEach(
        (leaver, future) ->
            results.put(new MemberToRemove(String.valueOf(leaver.instanceId())), future));
    return new RemoveMembersFromConsumerGroupResult(results, KafkaFuture.allOf(results.values()));
  }

  private Map<RemoveMembers.Leaver, KafkaFuture<@Nullable Void>> start(
      String groupId,
      Collection<RemoveMembers.Leaver> leavers,
      RemoveMembersFromConsumerGroupOptions options) {
    return calls.start(
        new RemoveMembers(calls.client(), groupId, options.reason()), leavers, options);
  }

  private KafkaFuture<@Nullable Void> removeAll(
      String groupId, RemoveMembersFromConsumerGroupOptions options) {
    KafkaFuture<@Nullable Void> all = new KafkaFuture<>();
    describer
        .describe(List.of(groupId), options)
        .values()
        .forEach(
            described ->
                described.whenComplete(
                    (group, error) -> {
                      if (error != null) {
                        all.completeExceptionally(error);
                      } else {
                        removeAll(group, options, all);
                      }
                    }));
    return all;
  }

  private void removeAll(
      ConsumerGroupDescription group,
      RemoveMembersFromConsumerGroupOptions options,
      KafkaFuture<@Nullable Void> all) {
    List<RemoveMembers.Leaver> leavers =
        group.members().stream().map(RemoveMembers.Leaver::of).toList();
    KafkaFuture.allOf(start(group.groupId(), leavers, options).values())
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                all.completeExceptionally(error);
              } else {
                all.complete(null);
              }
            });
  }
}
