package dev.klamm.core.admin;

import dev.klamm.api.admin.Config;
import dev.klamm.api.admin.ConfigEntry;
import dev.klamm.api.admin.CreateTopicsOptions;
import dev.klamm.api.admin.CreateTopicsResult;
import dev.klamm.api.admin.CreateTopicsResult.TopicMetadataAndConfig;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.CreateTopicsRequest;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableReplicaAssignment;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopic;
import dev.klamm.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import dev.klamm.protocol.message.CreateTopicsResponse;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicConfigs;
import dev.klamm.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys are the topics' names. */
final class CreateTopics
    implements Operation<String, TopicMetadataAndConfig, CreateTopicsResponse> {
  private static final int FIRST_WITH_BROKER_DEFAULTS = 4;
  private static final int FIRST_WITH_DETAILS = 5;

  private final NetworkClient client;
  private final Map<String, NewTopic> topics;
  private final CreateTopicsOptions options;

  CreateTopics(NetworkClient client, Map<String, NewTopic> topics, CreateTopicsOptions options) {
    this.client = client;
    this.topics = topics;
    this.options = options;
  }

  @Override
  public String name() {
    return "createTopics";
  }

  @Override
  public Route<String> route() {
    return new ControllerRoute<>(client);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return ControllerErrors.mayPass(error, options.shouldRetryOnQuotaViolation());
  }

  @Override
  public Call<CreateTopicsResponse> call(List<String> keys, int timeoutMs) {
    List<CreatableTopic> wanted = new ArrayList<>();
    boolean defaults = false;
    for (String key : keys) {
      CreatableTopic topic = creatable(topics.getOrDefault(key, new NewTopic(key, -1, (short) -1)));
      wanted.add(topic);
      defaults |=
          topic.assignments().isEmpty()
              && (topic.numPartitions() < 0 || topic.replicationFactor() < 0);
    }
    return Call.of(
            ApiKey.CREATE_TOPICS,
            new CreateTopicsRequest()
                .topics(wanted)
                .timeoutMs(timeoutMs)
                .validateOnly(options.shouldValidateOnly()),
            CreateTopicsResponse::new)
        .from(defaults ? FIRST_WITH_BROKER_DEFAULTS : 0);
  }

  private static CreatableTopic creatable(NewTopic topic) {
    List<CreatableTopicConfig> configs = new ArrayList<>();
    topic
        .configs()
        .forEach((name, value) -> configs.add(new CreatableTopicConfig().name(name).value(value)));
    CreatableTopic creatable =
        new CreatableTopic()
            .name(topic.name())
            .numPartitions(topic.numPartitions())
            .replicationFactor(topic.replicationFactor())
            .configs(configs);
    Map<Integer, List<Integer>> assigned = topic.replicasAssignments();
    if (assigned != null) {
      List<CreatableReplicaAssignment> assignments = new ArrayList<>();
      assigned.forEach(
          (partition, brokers) ->
              assignments.add(
                  new CreatableReplicaAssignment().partitionIndex(partition).brokerIds(brokers)));
      creatable.assignments(assignments);
    }
    return creatable;
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<CreateTopicsResponse> answer,
      Outcomes<String, TopicMetadataAndConfig> outcomes) {
    for (CreatableTopicResult topic : answer.body().topics()) {
      if (outcomes.isGood(topic.name(), topic.errorCode(), topic.errorMessage())) {
        outcomes.done(topic.name(), outcome(topic, answer.version()));
      }
    }
  }

  private static TopicMetadataAndConfig outcome(CreatableTopicResult topic, short version) {
    boolean told =
        version >= FIRST_WITH_DETAILS && topic.topicConfigErrorCode() == KafkaError.NONE.code();
    return new TopicMetadataAndConfig(
        topic.topicId(),
        told ? topic.numPartitions() : CreateTopicsResult.UNKNOWN,
        told ? topic.replicationFactor() : CreateTopicsResult.UNKNOWN,
        config(topic));
  }

  private static Config config(CreatableTopicResult topic) {
    List<ConfigEntry> entries = new ArrayList<>();
    List<CreatableTopicConfigs> told = topic.configs();
    for (CreatableTopicConfigs config : told == null ? List.<CreatableTopicConfigs>of() : told) {
      entries.add(
          new ConfigEntry(
              config.name(),
              config.value(),
              ConfigEntry.ConfigSource.forId(config.configSource()),
              config.isSensitive(),
              config.readOnly(),
              List.of(),
              ConfigEntry.ConfigType.UNKNOWN,
              null));
    }
    return new Config(entries);
  }
}
