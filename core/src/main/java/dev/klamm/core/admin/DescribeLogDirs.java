package dev.klamm.core.admin;

import dev.klamm.api.admin.LogDirDescription;
import dev.klamm.api.admin.ReplicaInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeLogDirsRequest;
import dev.klamm.protocol.message.DescribeLogDirsResponse;
import dev.klamm.protocol.message.DescribeLogDirsResponse.DescribeLogDirsPartition;
import dev.klamm.protocol.message.DescribeLogDirsResponse.DescribeLogDirsResult;
import dev.klamm.protocol.message.DescribeLogDirsResponse.DescribeLogDirsTopic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Keys are the brokers' ids. */
final class DescribeLogDirs
    implements Operation<Integer, Map<String, LogDirDescription>, DescribeLogDirsResponse> {
  private static final int FIRST_WITH_SIZES = 4;

  private final NetworkClient client;

  DescribeLogDirs(NetworkClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "describeLogDirs";
  }

  @Override
  public Route<Integer> route() {
    return new BrokerRoute<>(client, OptionalInt::of);
  }

  @Override
  public Call<DescribeLogDirsResponse> call(List<Integer> keys, int timeoutMs) {
    return Call.of(
        ApiKey.DESCRIBE_LOG_DIRS,
        new DescribeLogDirsRequest().topics(null),
        DescribeLogDirsResponse::new);
  }

  @Override
  public void onAnswer(
      List<Integer> keys,
      Answer<DescribeLogDirsResponse> answer,
      Outcomes<Integer, Map<String, LogDirDescription>> outcomes) {
    for (int broker : keys) {
      if (outcomes.isGood(broker, answer.body().errorCode(), "broker " + broker)) {
        Map<String, LogDirDescription> dirs = new LinkedHashMap<>();
        for (DescribeLogDirsResult dir : answer.body().results()) {
          dirs.put(dir.logDir(), description(dir, answer.version()));
        }
        outcomes.done(broker, dirs);
      }
    }
  }

  private static LogDirDescription description(DescribeLogDirsResult dir, short version) {
    Map<TopicPartition, ReplicaInfo> replicas = new LinkedHashMap<>();
    for (DescribeLogDirsTopic topic : dir.topics()) {
      for (DescribeLogDirsPartition partition : topic.partitions()) {
        replicas.put(
            new TopicPartition(topic.name(), partition.partitionIndex()),
            new ReplicaInfo(
                partition.partitionSize(), partition.offsetLag(), partition.isFutureKey()));
      }
    }
    boolean sized = version >= FIRST_WITH_SIZES;
    return new LogDirDescription(
        dir.errorCode() == KafkaError.NONE.code()
            ? null
            : KafkaError.exceptionForCode(dir.errorCode(), dir.logDir()),
        replicas,
        sized ? dir.totalBytes() : -1,
        sized ? dir.usableBytes() : -1);
  }
}
