package dev.klamm.core.admin;

import dev.klamm.api.admin.CreatePartitionsOptions;
import dev.klamm.api.admin.NewPartitions;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.CreatePartitionsRequest;
import dev.klamm.protocol.message.CreatePartitionsRequest.CreatePartitionsAssignment;
import dev.klamm.protocol.message.CreatePartitionsRequest.CreatePartitionsTopic;
import dev.klamm.protocol.message.CreatePartitionsResponse;
import dev.klamm.protocol.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys are the topics' names. */
final class CreatePartitions
    implements Operation<String, @Nullable Void, CreatePartitionsResponse> {
  private final NetworkClient client;
  private final Map<String, NewPartitions> wanted;
  private final CreatePartitionsOptions options;

  CreatePartitions(
      NetworkClient client, Map<String, NewPartitions> wanted, CreatePartitionsOptions options) {
    this.client = client;
    this.wanted = wanted;
    this.options = options;
  }

  @Override
  public String name() {
    return "createPartitions";
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
  public Call<CreatePartitionsResponse> call(List<String> keys, int timeoutMs) {
    List<CreatePartitionsTopic> topics = new ArrayList<>();
    wanted.forEach(
        (name, partitions) -> {
          if (keys.contains(name)) {
            topics.add(topic(name, partitions));
          }
        });
    return Call.of(
        ApiKey.CREATE_PARTITIONS,
        new CreatePartitionsRequest()
            .topics(topics)
            .timeoutMs(timeoutMs)
            .validateOnly(options.validateOnly()),
        CreatePartitionsResponse::new);
  }

  private static CreatePartitionsTopic topic(String name, NewPartitions partitions) {
    List<List<Integer>> given = partitions.assignments();
    List<CreatePartitionsAssignment> assignments =
        given == null
            ? null
            : given.stream()
                .map(brokers -> new CreatePartitionsAssignment().brokerIds(brokers))
                .toList();
    return new CreatePartitionsTopic()
        .name(name)
        .count(partitions.totalCount())
        .assignments(assignments);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<CreatePartitionsResponse> answer,
      Outcomes<String, @Nullable Void> outcomes) {
    for (CreatePartitionsTopicResult topic : answer.body().results()) {
      if (outcomes.isGood(topic.name(), topic.errorCode(), topic.errorMessage())) {
        outcomes.done(topic.name(), null);
      }
    }
  }
}
