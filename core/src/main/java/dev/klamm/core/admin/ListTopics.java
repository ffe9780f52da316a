package dev.klamm.core.admin;

import dev.klamm.api.admin.TopicListing;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.MetadataRequest;
import dev.klamm.protocol.message.MetadataResponse;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The only key stands for all topics. */
final class ListTopics implements Operation<String, Map<String, TopicListing>, MetadataResponse> {
  static final String ALL = "all topics";

  private final boolean listInternal;

  ListTopics(boolean listInternal) {
    this.listInternal = listInternal;
  }

  @Override
  public String name() {
    return "listTopics";
  }

  @Override
  public Route<String> route() {
    return new AnyBroker<>();
  }

  @Override
  public Call<MetadataResponse> call(List<String> keys, int timeoutMs) {
    return Call.of(ApiKey.METADATA, new MetadataRequest().topics(null), MetadataResponse::new)
        .from(1);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<MetadataResponse> answer,
      Outcomes<String, Map<String, TopicListing>> outcomes) {
    Map<String, TopicListing> listings = new LinkedHashMap<>();
    for (MetadataResponseTopic topic : answer.body().topics()) {
      String name = topic.name();
      boolean shown = topic.errorCode() == KafkaError.NONE.code() || isLeaderless(topic);
      if (name != null && shown && (listInternal || !topic.isInternal())) {
        listings.put(name, new TopicListing(name, topic.topicId(), topic.isInternal()));
      }
    }
    outcomes.done(ALL, listings);
  }

  private static boolean isLeaderless(MetadataResponseTopic topic) {
    return topic.errorCode() == KafkaError.LEADER_NOT_AVAILABLE.code();
  }
}
