package dev.klamm.core.net;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.protocol.message.MetadataResponse;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.List;

/** Answers of brokers, for tests. */
public final class Answers {

  private Answers() {}

  public static MetadataResponse metadata(
      List<FakeCluster.Broker> brokers, MetadataResponseTopic... topics) {
    List<MetadataResponseBroker> all = new ArrayList<>();
    for (FakeCluster.Broker broker : brokers) {
      all.add(
          new MetadataResponseBroker()
              .nodeId(broker.nodeId)
              .host(broker.endpoint.host())
              .port(broker.endpoint.port()));
    }
    return new MetadataResponse()
        .clusterId("test")
        .controllerId(brokers.get(0).nodeId)
        .brokers(all)
        .topics(List.of(topics));
  }

  public static MetadataResponseTopic topic(String name, int leader, int epoch, int partitions) {
    List<MetadataResponsePartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(
          new MetadataResponsePartition()
              .partitionIndex(i)
              .leaderId(leader)
              .leaderEpoch(epoch)
              .replicaNodes(List.of(leader))
              .isrNodes(List.of(leader)));
    }
    return new MetadataResponseTopic().name(name).topicId(topicId(name)).partitions(all);
  }

  public static Uuid topicId(String name) {
    return new Uuid(0x4000L, name.hashCode());
  }

  public static MetadataResponseTopic failing(String name, int errorCode) {
    return new MetadataResponseTopic().name(name).errorCode((short) errorCode);
  }

  public static ApiMessage coordinator(String key, FakeCluster.Broker broker, short version) {
    return version < 4
        ? new FindCoordinatorResponse()
            .nodeId(broker.nodeId)
            .host(broker.endpoint.host())
            .port(broker.endpoint.port())
        : new FindCoordinatorResponse()
            .coordinators(
                List.of(
                    new FindCoordinatorResponse.Coordinator()
                        .key(key)
                        .nodeId(broker.nodeId)
                        .host(broker.endpoint.host())
                        .port(broker.endpoint.port())));
  }
}
