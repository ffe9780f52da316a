package dev.klamm.server.record;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says when all is read that was there when the reading of a partition began. */
final class EndWatch {

  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  EndWatch(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  boolean isReached() {
    Set<TopicPartition> assigned = consumer.assignment();
    Set<TopicPartition> added =
        assigned.stream().filter(each -> !ends.containsKey(each)).collect(Collectors.toSet());
    if (!added.isEmpty()) {
      ends.putAll(consumer.endOffsets(added));
    }
    return !assigned.isEmpty()
        && assigned.stream()
            .allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L));
  }
}
