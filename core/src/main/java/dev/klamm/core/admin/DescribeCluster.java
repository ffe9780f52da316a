package dev.klamm.core.admin;

import dev.klamm.api.cluster.Node;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeClusterRequest;
import dev.klamm.protocol.message.DescribeClusterResponse;
import dev.klamm.protocol.message.DescribeClusterResponse.DescribeClusterBroker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The only key stands for the cluster. */
final class DescribeCluster
    implements Operation<String, DescribeCluster.Description, DescribeClusterResponse> {
  static final String CLUSTER = "the cluster";
  private static final int FIRST_WITH_FENCED = 2;

  private final boolean includeFenced;

  /** What came back, before it is taken apart for the caller. */
  record Description(String clusterId, Map<Integer, Node> nodes, int controllerId) {
    @Nullable Node controller() {
      return nodes.get(controllerId);
    }
  }

  DescribeCluster(boolean includeFenced) {
    this.includeFenced = includeFenced;
  }

  @Override
  public String name() {
    return "describeCluster";
  }

  @Override
  public Route<String> route() {
    return new AnyBroker<>();
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return false;
  }

  @Override
  public Call<DescribeClusterResponse> call(List<String> keys, int timeoutMs) {
    return Call.of(
            ApiKey.DESCRIBE_CLUSTER,
            new DescribeClusterRequest().includeFencedBrokers(includeFenced),
            DescribeClusterResponse::new)
        .from(includeFenced ? FIRST_WITH_FENCED : 0);
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<DescribeClusterResponse> answer,
      Outcomes<String, Description> outcomes) {
    DescribeClusterResponse body = answer.body();
    if (!outcomes.isGood(CLUSTER, body.errorCode(), body.errorMessage())) {
      return;
    }
    Map<Integer, Node> nodes = new LinkedHashMap<>();
    for (DescribeClusterBroker broker : body.brokers()) {
      nodes.put(
          broker.brokerId(),
          new Node(
              broker.brokerId(), broker.host(), broker.port(), broker.rack(), broker.isFenced()));
    }
    outcomes.done(CLUSTER, new Description(body.clusterId(), nodes, body.controllerId()));
  }
}
