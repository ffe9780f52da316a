package dev.klamm.core.admin;

import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeTopicPartitionsRequest;
import dev.klamm.protocol.message.DescribeTopicPartitionsRequest.TopicRequest;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only key stands for the next page of the description of some topics. */
final class TopicPages
    implements Operation<String, DescribeTopicPartitionsResponse, DescribeTopicPartitionsResponse> {
  static final String PAGE = "a page of topics";

  private final Collection<String> topics;
  private final DescribeTopicPartitionsResponse.@Nullable Cursor from;
  private final int limit;

  /**
   * @param from what the page before said, or null for the first
   * @param limit how many partitions a page may have
   */
  TopicPages(
      Collection<String> topics, DescribeTopicPartitionsResponse.@Nullable Cursor from, int limit) {
    this.topics = List.copyOf(topics);
    this.from = from;
    this.limit = limit;
  }

  @Override
  public String name() {
    return "describeTopics";
  }

  @Override
  public Route<String> route() {
    return new AnyBroker<>();
  }

  @Override
  public Call<DescribeTopicPartitionsResponse> call(List<String> keys, int timeoutMs) {
    DescribeTopicPartitionsRequest request =
        new DescribeTopicPartitionsRequest()
            .topics(topics.stream().map(name -> new TopicRequest().name(name)).toList())
            .responsePartitionLimit(limit);
    if (from != null) {
      request.cursor(
          new DescribeTopicPartitionsRequest.Cursor()
              .topicName(from.topicName())
              .partitionIndex(from.partitionIndex()));
    }
    return Call.of(ApiKey.DESCRIBE_TOPIC_PARTITIONS, request, DescribeTopicPartitionsResponse::new);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<DescribeTopicPartitionsResponse> answer,
      Outcomes<String, DescribeTopicPartitionsResponse> outcomes) {
    outcomes.done(PAGE, answer.body());
  }
}
