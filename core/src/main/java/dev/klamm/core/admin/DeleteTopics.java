package dev.klamm.core.admin;

import dev.klamm.api.admin.DeleteTopicsOptions;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DeleteTopicsRequest;
import dev.klamm.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import dev.klamm.protocol.message.DeleteTopicsResponse;
import dev.klamm.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** By names or by ids, which are the keys. */
abstract sealed class DeleteTopics<K>
    implements Operation<K, @Nullable Void, DeleteTopicsResponse> {
  private static final int FIRST_WITH_IDS = 6;

  private final NetworkClient client;
  private final DeleteTopicsOptions options;

  private DeleteTopics(NetworkClient client, DeleteTopicsOptions options) {
    this.client = client;
    this.options = options;
  }

  static final class ByName extends DeleteTopics<String> {
    ByName(NetworkClient client, DeleteTopicsOptions options) {
      super(client, options);
    }

    @Override
    public Call<DeleteTopicsResponse> call(List<String> keys, int timeoutMs) {
      return Call.of(
          ApiKey.DELETE_TOPICS,
          version ->
              version < FIRST_WITH_IDS
                  ? new DeleteTopicsRequest().topicNames(keys).timeoutMs(timeoutMs)
                  : request(keys, name -> new DeleteTopicState().name(name), timeoutMs),
          DeleteTopicsResponse::new);
    }

    @Override
    @Nullable String key(DeletableTopicResult topic) {
      return topic.name();
    }
  }

  static final class ById extends DeleteTopics<Uuid> {
    ById(NetworkClient client, DeleteTopicsOptions options) {
      super(client, options);
    }

    @Override
    public Call<DeleteTopicsResponse> call(List<Uuid> keys, int timeoutMs) {
      return Call.of(
              ApiKey.DELETE_TOPICS,
              request(keys, id -> new DeleteTopicState().name(null).topicId(id), timeoutMs),
              DeleteTopicsResponse::new)
          .from(FIRST_WITH_IDS);
    }

    @Override
    Uuid key(DeletableTopicResult topic) {
      return topic.topicId();
    }
  }

  static <K> DeleteTopicsRequest request(
      List<K> keys, Function<K, DeleteTopicState> state, int timeoutMs) {
    return new DeleteTopicsRequest().topics(keys.stream().map(state).toList()).timeoutMs(timeoutMs);
  }

  abstract @Nullable K key(DeletableTopicResult topic);

  @Override
  public String name() {
    return "deleteTopics";
  }

  @Override
  public Route<K> route() {
    return new ControllerRoute<>(client);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return ControllerErrors.mayPass(error, options.shouldRetryOnQuotaViolation());
  }

  @Override
  public void onAnswer(
      List<K> keys, Answer<DeleteTopicsResponse> answer, Outcomes<K, @Nullable Void> outcomes) {
    for (DeletableTopicResult topic : answer.body().responses()) {
      K key = key(topic);
      if (key != null && outcomes.isGood(key, topic.errorCode(), topic.errorMessage())) {
        outcomes.done(key, null);
      }
    }
  }
}
