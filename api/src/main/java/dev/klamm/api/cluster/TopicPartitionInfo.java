package dev.klamm.api.cluster;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one partition of a described topic lives.
 *
 * @param partition its number, from 0
 * @param leader the broker that serves it, or null while there is none
 * @param replicas all brokers that hold a copy; the preferred leader first
 * @param isr the replicas that have all acknowledged records
 * @param elr replicas that are not in sync and still may become leader (KIP-966)
 * @param lastKnownElr those of them that were known last
 * @since 0.1
 */
public record TopicPartitionInfo(
    int partition,
    @Nullable Node leader,
    List<Node> replicas,
    List<Node> isr,
    List<Node> elr,
    List<Node> lastKnownElr) {
  public TopicPartitionInfo {
    replicas = List.copyOf(replicas);
    isr = List.copyOf(isr);
    elr = List.copyOf(elr);
    lastKnownElr = List.copyOf(lastKnownElr);
  }

  public TopicPartitionInfo(
      int partition, @Nullable Node leader, List<Node> replicas, List<Node> isr) {
    this(partition, leader, replicas, isr, List.of(), List.of());
  }

  @Override
  public String toString() {
    return "(partition=%d, leader=%s, replicas=%s, isr=%s, elr=%s, lastKnownElr=%s)"
        .formatted(partition, leader, names(replicas), names(isr), names(elr), names(lastKnownElr));
  }

  private static String names(List<Node> nodes) {
    return nodes.stream().map(Node::toString).collect(Collectors.joining(", "));
  }
}
