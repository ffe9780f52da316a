package dev.klamm.core.admin;

import dev.klamm.api.admin.ConsumerGroupListing;
import dev.klamm.api.admin.GroupListing;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.admin.ListConsumerGroupsOptions;
import dev.klamm.api.admin.ListConsumerGroupsResult;
import dev.klamm.api.admin.ListGroupsOptions;
import dev.klamm.api.admin.ListGroupsResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks the cluster for its brokers, then each broker for its groups. */
final class GroupLister {
  private final AdminCalls calls;

  GroupLister(AdminCalls calls) {
    this.calls = calls;
  }

  /** What all brokers together said. */
  private record Listed(
      KafkaFuture<Collection<GroupListing>> valid, KafkaFuture<Collection<Throwable>> errors) {}

  ListGroupsResult list(ListGroupsOptions options) {
    Listed listed = start(options);
    return new ListGroupsResult(listed.valid(), listed.errors());
  }

  ListConsumerGroupsResult listConsumerGroups(ListConsumerGroupsOptions options) {
    Set<GroupType> types =
        options.types().isEmpty() ? Set.of(GroupType.CLASSIC, GroupType.CONSUMER) : options.types();
    Listed listed =
        start(
            ListGroupsOptions.forConsumerGroups()
                .withTypes(types)
                .inGroupStates(options.groupStates())
                .timeoutMs(options.timeoutMs()));
    return new ListConsumerGroupsResult(
        listed.valid().thenApply(GroupLister::consumerGroups), listed.errors());
  }

  private static Collection<ConsumerGroupListing> consumerGroups(Collection<GroupListing> groups) {
    List<ConsumerGroupListing> listings = new ArrayList<>();
    for (GroupListing group : groups) {
      listings.add(
          new ConsumerGroupListing(
              group.groupId(), group.groupState(), group.type(), group.protocol().isEmpty()));
    }
    return listings;
  }

  private Listed start(ListGroupsOptions options) {
    Listed listed = new Listed(new KafkaFuture<>(), new KafkaFuture<>());
    calls
        .startOne(new DescribeCluster(false), DescribeCluster.CLUSTER, options)
        .whenComplete(
            (cluster, error) -> {
              if (error != null) {
                listed.valid().completeExceptionally(error);
                listed.errors().completeExceptionally(error);
              } else {
                askAll(cluster.nodes().keySet(), options, listed);
              }
            });
    return listed;
  }

  private void askAll(Collection<Integer> brokers, ListGroupsOptions options, Listed listed) {
    Map<Integer, KafkaFuture<Collection<GroupListing>>> answers =
        calls.start(new ListGroups(calls.client(), options), brokers, options);
    CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
        .whenComplete((all, error) -> collect(answers.values(), listed));
  }

  private static void collect(
      Collection<KafkaFuture<Collection<GroupListing>>> answers, Listed listed) {
    List<GroupListing> valid = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    for (KafkaFuture<Collection<GroupListing>> answer : answers) {
      try {
        valid.addAll(answer.join());
      } catch (CompletionException e) {
        errors.add(e.getCause() == null ? e : e.getCause());
      }
    }
    listed.errors().complete(errors);
    listed.valid().complete(valid);
  }
}
