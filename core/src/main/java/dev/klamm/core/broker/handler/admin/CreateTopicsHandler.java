package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.InvalidRequestException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.cluster.TopicCatalog.Creation;
import dev.klamm.core.broker.config.ConfigEntry;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Tick;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicConfigs;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * CreateTopics, key 19, versions 2 to 7.
 *
 * <ul>
 *   <li>v4 (KIP-464): -1 for the broker's default number of partitions and of replicas.
 *   <li>v5 (KIP-525): flexible; the answer has the numbers and the configuration.
 *   <li>v6 (KIP-599): quotas on such changes, which this broker does not have.
 *   <li>v7 (KIP-516): the new topic's id.
 * </ul>
 *
 * The only replication factor is 1, and replicas can only be assigned to this broker. Each topic
 * succeeds or fails by itself; all that succeed are one commit. The client's timeout is not looked
 * at: the answer comes when the topics are durable.
 */
public final class CreateTopicsHandler implements ApiHandler<CreateTopicsRequest> {

  private final TopicCatalog catalog;
  private final LiveConfig config;
  private final Changes changes;
  private final NewTopicRules rules;

  public CreateTopicsHandler(
      BrokerIdentity identity, TopicCatalog catalog, LiveConfig config, Changes changes) {
    this.catalog = catalog;
    this.config = config;
    this.changes = changes;
    this.rules = new NewTopicRules(identity.nodeId());
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.CREATE_TOPICS;
  }

  @Override
  public void handle(CreateTopicsRequest message, Request request) {
    changes.make(request, tick -> create(tick, message), error -> refusal(message, error));
  }

  private CreateTopicsResponse create(Tick tick, CreateTopicsRequest message) {
    Set<String> repeated = Repeats.in(message.topics(), CreatableTopic::name);
    Map<String, CreatableTopicResult> results = new LinkedHashMap<>();
    Map<String, Creation> creations = new LinkedHashMap<>();
    int partitions = 0;
    for (CreatableTopic topic : message.topics()) {
      CreatableTopicResult result = new CreatableTopicResult().name(topic.name());
      results.put(topic.name(), result);
      try {
        Creation creation = check(topic, repeated, creations.keySet());
        partitions = NewTopicRules.limited(partitions, creation.partitions());
        creations.put(topic.name(), creation);
        describe(result, creation);
      } catch (KafkaException e) {
        result.errorCode(e.error().code()).errorMessage(e.getMessage());
      }
    }
    if (!message.validateOnly()) {
      for (Topic created : catalog.create(tick, List.copyOf(creations.values()))) {
        identify(results, created);
      }
    }
    return new CreateTopicsResponse().topics(new ArrayList<>(results.values()));
  }

  private Creation check(CreatableTopic topic, Set<String> repeated, Set<String> alsoNew) {
    if (repeated.contains(topic.name())) {
      throw new InvalidRequestException("topic '" + topic.name() + "' is in the request twice");
    }
    NewTopicRules.checkName(topic.name(), catalog.image(), alsoNew);
    int partitions = rules.partitions(topic, config.topicDefaults().partitions());
    Map<String, String> overrides = overrides(topic);
    config.topic(overrides);
    return new Creation(topic.name(), partitions, overrides);
  }

  private static Map<String, String> overrides(CreatableTopic topic) {
    Map<String, String> overrides = new TreeMap<>();
    for (CreatableTopicConfig config : topic.configs()) {
      if (config.value() == null) {
        throw new ConfigException("'" + config.name() + "' is given without a value");
      }
      overrides.put(config.name(), config.value());
    }
    return overrides;
  }

  private void describe(CreatableTopicResult result, Creation creation) {
    result
        .numPartitions(creation.partitions())
        .replicationFactor((short) 1)
        .configs(configs(creation.overrides()));
  }

  private List<CreatableTopicConfigs> configs(Map<String, String> overrides) {
    List<CreatableTopicConfigs> configs = new ArrayList<>();
    for (ConfigEntry entry : config.current().topicEntries(overrides)) {
      configs.add(
          new CreatableTopicConfigs()
              .name(entry.name())
              .value(entry.value())
              .readOnly(entry.readOnly())
              .configSource(entry.source().code())
              .isSensitive(entry.sensitive()));
    }
    return configs;
  }

  private static void identify(Map<String, CreatableTopicResult> results, Topic created) {
    CreatableTopicResult result = results.get(created.name());
    if (result != null) {
      result.topicId(created.id());
    }
  }

  private static CreateTopicsResponse refusal(CreateTopicsRequest message, KafkaError error) {
    List<CreatableTopicResult> results = new ArrayList<>();
    for (CreatableTopic topic : message.topics()) {
      results.add(new CreatableTopicResult().name(topic.name()).errorCode(error.code()));
    }
    return new CreateTopicsResponse().topics(results);
  }
}
