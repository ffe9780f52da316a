package dev.klamm.testkit.simulation;

import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.core.admin.KafkaAdminClient;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.log.ActiveProducer;
import dev.klamm.core.log.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** All that a broker at rest can be asked for, to be compared with what it says after a restart. */
final class BrokerState {

  private final KafkaAdminClient admin;
  private final List<String> groups;
  private final Map<String, String> state = new TreeMap<>();

  private BrokerState(KafkaAdminClient admin, List<String> groups) {
    this.admin = admin;
    this.groups = groups;
  }

  /** What differs between one state and another, in words; empty if nothing does. */
  static List<String> difference(Map<String, String> before, Map<String, String> after) {
    List<String> different = new ArrayList<>();
    before.forEach(
        (what, was) -> {
          String is = after.getOrDefault(what, "gone");
          if (!is.equals(was)) {
            different.add(what + " was " + was + " and is " + is);
          }
        });
    after.forEach(
        (what, is) -> {
          if (!before.containsKey(what)) {
            different.add(what + " was not there and is " + is);
          }
        });
    return different;
  }

  static CompletableFuture<Map<String, String>> of(
      SimulatedBroker broker, KafkaAdminClient admin, List<String> groups) {
    BrokerState asked = new BrokerState(admin, groups);
    asked.state.put("cluster", broker.broker().clusterId());
    broker.image().topics().forEach(asked::look);
    return asked.ask(new ArrayList<>(broker.image().topics())).thenApply(done -> asked.state);
  }

  private void look(Topic topic) {
    state.put(topic.name(), topic.id() + " with " + topic.partitions().size() + " partitions");
    for (Partition partition : topic.partitions()) {
      state.put(
          "offsets of " + partition,
          partition.startOffset()
              + "/"
              + partition.lastStableOffset()
              + "/"
              + partition.highWatermark()
              + "/"
              + partition.log().endOffset());
      for (ActiveProducer producer : partition.activeProducers()) {
        state.put("producer " + producer.id() + " in " + partition, of(producer));
      }
    }
  }

  /** Without the coordinator's epoch, which only markers in the log tell. */
  private static String of(ActiveProducer producer) {
    return "epoch "
        + producer.epoch()
        + ", sequence "
        + producer.lastSequence()
        + ", transaction "
        + producer.transactionStart();
  }

  private CompletableFuture<Void> ask(List<Topic> topics) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (Topic topic : topics) {
      topic.partitions().forEach(partition -> latest.put(partition.name(), OffsetSpec.latest()));
    }
    List<CompletableFuture<?>> answers = new ArrayList<>();
    if (!latest.isEmpty()) {
      answers.add(keep("end of ", admin.listOffsets(latest).all(), end -> end.offset()));
    }
    for (String group : groups) {
      answers.add(
          keep(
              "committed by " + group + " in ",
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
              offset -> offset));
    }
    return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]));
  }

  private <V> CompletableFuture<?> keep(
      String what, CompletableFuture<Map<TopicPartition, V>> answer, Function<V, Object> value) {
    return answer.thenAccept(
        found ->
            found.forEach(
                (partition, one) -> state.put(what + partition, String.valueOf(value.apply(one)))));
  }
}
