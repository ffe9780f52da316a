package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.InvalidRequestException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.UnknownTopicIdException;
import dev.klamm.api.error.UnknownTopicOrPartitionException;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.config.LogKeys;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Tick;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DeleteTopicsRequest;
import dev.klamm.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import dev.klamm.protocol.message.DeleteTopicsResponse;
import dev.klamm.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DeleteTopics, key 20, versions 1 to 6: topics with all their records.
 *
 * <ul>
 *   <li>v4: flexible; v5 (KIP-599): messages with errors.
 *   <li>v6 (KIP-516): by id, too.
 * </ul>
 *
 * With {@code delete.topic.enable=false} none is deleted (TOPIC_DELETION_DISABLED). Each topic
 * succeeds or fails by itself; all that succeed are one commit.
 */
public final class DeleteTopicsHandler implements ApiHandler<DeleteTopicsRequest> {

  private final TopicCatalog catalog;
  private final LiveConfig config;
  private final Changes changes;

  public DeleteTopicsHandler(TopicCatalog catalog, LiveConfig config, Changes changes) {
    this.catalog = catalog;
    this.config = config;
    this.changes = changes;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DELETE_TOPICS;
  }

  @Override
  public void handle(DeleteTopicsRequest message, Request request) {
    List<DeleteTopicState> asked = asked(message);
    if (!config.current().require(LogKeys.DELETE_ENABLED)) {
      request.respond(refusal(asked, disabled(request.version())));
      return;
    }
    changes.make(request, tick -> delete(tick, asked), error -> refusal(asked, error));
  }

  /** The error for it came with version 3. */
  private static KafkaError disabled(short version) {
    return version < 3 ? KafkaError.INVALID_REQUEST : KafkaError.TOPIC_DELETION_DISABLED;
  }

  /** Until version 5 there is only a list of names. */
  private static List<DeleteTopicState> asked(DeleteTopicsRequest message) {
    List<DeleteTopicState> asked = new ArrayList<>(message.topics());
    for (String name : message.topicNames()) {
      asked.add(new DeleteTopicState().name(name));
    }
    return asked;
  }

  private DeleteTopicsResponse delete(Tick tick, List<DeleteTopicState> asked) {
    List<DeletableTopicResult> results = new ArrayList<>(asked.size());
    Map<Topic, DeletableTopicResult> found = new LinkedHashMap<>();
    for (DeleteTopicState topic : asked) {
      DeletableTopicResult result =
          new DeletableTopicResult().name(topic.name()).topicId(topic.topicId());
      results.add(result);
      try {
        note(found, find(topic), result);
      } catch (KafkaException e) {
        refuse(result, e);
      }
    }
    found.values().removeIf(result -> result.errorCode() != KafkaError.NONE.code());
    catalog.delete(tick, found.keySet());
    return new DeleteTopicsResponse().responses(results);
  }

  /** A topic that is asked for twice, by name or by id, is not deleted at all. */
  private static void note(
      Map<Topic, DeletableTopicResult> found, Topic topic, DeletableTopicResult result) {
    DeletableTopicResult earlier = found.putIfAbsent(topic, result);
    if (earlier != null) {
      InvalidRequestException twice =
          new InvalidRequestException("topic '" + topic.name() + "' is in the request twice");
      refuse(earlier, twice);
      throw twice;
    }
    result.name(topic.name()).topicId(topic.id());
  }

  private static void refuse(DeletableTopicResult result, KafkaException why) {
    result.errorCode(why.error().code()).errorMessage(why.getMessage());
  }

  private Topic find(DeleteTopicState asked) {
    String name = asked.name();
    boolean hasId = !asked.topicId().equals(Uuid.ZERO);
    if (hasId == (name != null)) {
      throw new InvalidRequestException(
          "a topic is named by its name or by its id, not " + (hasId ? "both" : "neither"));
    }
    return name != null ? byName(catalog.image().topic(name), name) : byId(asked.topicId());
  }

  private static Topic byName(@Nullable Topic topic, String name) {
    if (topic == null) {
      throw new UnknownTopicOrPartitionException("there is no topic '" + name + "'");
    }
    return topic;
  }

  private Topic byId(Uuid id) {
    Topic topic = catalog.image().topic(id);
    if (topic == null) {
      throw new UnknownTopicIdException("there is no topic with id " + id);
    }
    return topic;
  }

  private static DeleteTopicsResponse refusal(List<DeleteTopicState> asked, KafkaError error) {
    List<DeletableTopicResult> results = new ArrayList<>();
    for (DeleteTopicState topic : asked) {
      results.add(
          new DeletableTopicResult()
              .name(topic.name())
              .topicId(topic.topicId())
              .errorCode(error.code()));
    }
    return new DeleteTopicsResponse().responses(results);
  }
}
