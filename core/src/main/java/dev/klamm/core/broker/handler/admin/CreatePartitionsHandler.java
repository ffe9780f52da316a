package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.InvalidPartitionsException;
import dev.klamm.api.error.InvalidReplicaAssignmentException;
import dev.klamm.api.error.InvalidRequestException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.UnknownTopicOrPartitionException;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Tick;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.CreatePartitionsRequest;
import dev.klamm.protocol.message.CreatePartitionsRequest.CreatePartitionsAssignment;
import dev.klamm.protocol.message.CreatePartitionsRequest.CreatePartitionsTopic;
import dev.klamm.protocol.message.CreatePartitionsResponse;
import dev.klamm.protocol.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CreatePartitions, key 37, versions 0 to 3 (KIP-195): makes topics have more partitions; never
 * fewer.
 *
 * <ul>
 *   <li>v2: flexible.
 *   <li>v3 (KIP-599): quotas on such changes, which this broker does not have.
 * </ul>
 *
 * Each topic succeeds or fails by itself; all that succeed are one commit.
 */
public final class CreatePartitionsHandler implements ApiHandler<CreatePartitionsRequest> {

  private final TopicCatalog catalog;
  private final Changes changes;
  private final NewTopicRules rules;

  public CreatePartitionsHandler(BrokerIdentity identity, TopicCatalog catalog, Changes changes) {
    this.catalog = catalog;
    this.changes = changes;
    this.rules = new NewTopicRules(identity.nodeId());
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.CREATE_PARTITIONS;
  }

  @Override
  public void handle(CreatePartitionsRequest message, Request request) {
    changes.make(request, tick -> grow(tick, message), error -> refusal(message, error));
  }

  private CreatePartitionsResponse grow(Tick tick, CreatePartitionsRequest message) {
    Set<String> repeated = Repeats.in(message.topics(), CreatePartitionsTopic::name);
    Map<String, CreatePartitionsTopicResult> results = new LinkedHashMap<>();
    Map<Topic, Integer> totals = new LinkedHashMap<>();
    int added = 0;
    for (CreatePartitionsTopic asked : message.topics()) {
      CreatePartitionsTopicResult result = new CreatePartitionsTopicResult().name(asked.name());
      results.put(asked.name(), result);
      try {
        Topic topic = check(asked, repeated);
        added = NewTopicRules.limited(added, asked.count() - topic.partitions().size());
        totals.put(topic, asked.count());
      } catch (KafkaException e) {
        result.errorCode(e.error().code()).errorMessage(e.getMessage());
      }
    }
    if (!message.validateOnly()) {
      catalog.grow(tick, totals);
    }
    return new CreatePartitionsResponse().results(new ArrayList<>(results.values()));
  }

  private Topic check(CreatePartitionsTopic asked, Set<String> repeated) {
    if (repeated.contains(asked.name())) {
      throw new InvalidRequestException("topic '" + asked.name() + "' is in the request twice");
    }
    Topic topic = catalog.image().topic(asked.name());
    if (topic == null) {
      throw new UnknownTopicOrPartitionException("there is no topic '" + asked.name() + "'");
    }
    int today = topic.partitions().size();
    if (asked.count() <= today) {
      throw new InvalidPartitionsException(
          "topic '"
              + topic.name()
              + "' has "
              + today
              + " partitions, and "
              + asked.count()
              + " are not more");
    }
    checkAssignments(asked.assignments(), asked.count() - today);
    return topic;
  }

  private void checkAssignments(@Nullable List<CreatePartitionsAssignment> assignments, int added) {
    if (assignments == null) {
      return;
    }
    if (assignments.size() != added) {
      throw new InvalidReplicaAssignmentException(
          "replicas are assigned for "
              + assignments.size()
              + " partitions, but "
              + added
              + " are to be added");
    }
    assignments.forEach(assignment -> rules.checkReplicas(assignment.brokerIds()));
  }

  private static CreatePartitionsResponse refusal(
      CreatePartitionsRequest message, KafkaError error) {
    List<CreatePartitionsTopicResult> results = new ArrayList<>();
    for (CreatePartitionsTopic topic : message.topics()) {
      results.add(new CreatePartitionsTopicResult().name(topic.name()).errorCode(error.code()));
    }
    return new CreatePartitionsResponse().results(results);
  }
}
