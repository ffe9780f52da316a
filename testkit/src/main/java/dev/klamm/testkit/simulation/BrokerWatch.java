package dev.klamm.testkit.simulation;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.LogId;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.log.Partition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Looks at a broker's partitions after each step, and compares with what it saw before. */
final class BrokerWatch {

  private final Map<LogId, Offsets> seen = new HashMap<>();
  private final Set<String> withGaps = new HashSet<>();

  /** The highest seen so far. */
  private static final class Offsets {
    long start;
    long stable;
    long high;
    long end;

    void restarted(Partition partition) {
      end = partition.log().endOffset();
      stable = 0;
    }
  }

  void mayHaveGaps(String topic) {
    withGaps.add(topic);
  }

  /** What was not durable may be gone: the end may be lower, what could be read may not. */
  void started(ClusterImage image) {
    for (Topic topic : image.topics()) {
      for (Partition partition : topic.partitions()) {
        Offsets before = seen.get(partition.id());
        if (before != null) {
          before.restarted(partition);
        }
      }
    }
    check(image);
    checkLogs(image);
  }

  void check(ClusterImage image) {
    for (Topic topic : image.topics()) {
      for (Partition partition : topic.partitions()) {
        if (!partition.isClosed()) {
          check(partition, seen.computeIfAbsent(partition.id(), id -> new Offsets()));
        }
      }
    }
  }

  private static void check(Partition partition, Offsets before) {
    long start = partition.startOffset();
    long stable = partition.lastStableOffset();
    long high = partition.highWatermark();
    long end = partition.log().endOffset();
    if (start > stable || stable > high || high > end) {
      throw new InvariantViolation(
          BrokerInvariant.OFFSETS_ORDERED.name(),
          "%s starts at %d, is stable up to %d, readable up to %d and ends at %d"
              .formatted(partition, start, stable, high, end));
    }
    if (start < before.start || stable < before.stable || high < before.high || end < before.end) {
      throw new InvariantViolation(
          BrokerInvariant.OFFSETS_FORWARD.name(),
          "%s went from %d/%d/%d/%d to %d/%d/%d/%d (start/stable/high/end)"
              .formatted(
                  partition,
                  before.start,
                  before.stable,
                  before.high,
                  before.end,
                  start,
                  stable,
                  high,
                  end));
    }
    before.start = start;
    before.stable = stable;
    before.high = high;
    before.end = end;
  }

  void checkLogs(ClusterImage image) {
    for (Topic topic : image.topics()) {
      if (!withGaps.contains(topic.name())) {
        topic.partitions().forEach(BrokerWatch::checkDense);
      }
    }
  }

  private static void checkDense(Partition partition) {
    long start = partition.startOffset();
    long expected = -1;
    try (BatchCursor headers = partition.log().headers(start)) {
      while (headers.next()) {
        long base = BatchFormat.baseOffset(headers.header(), 0);
        long last = BatchFormat.lastOffset(headers.header(), 0);
        int count = BatchFormat.recordCount(headers.header(), 0);
        // The start may lie within the first batch.
        boolean follows = expected < 0 ? base <= start && start <= last : base == expected;
        if (!follows || last - base + 1 != count) {
          throw new InvariantViolation(
              BrokerInvariant.OFFSETS_DENSE.name(),
              "%s has a batch of %d records from %d to %d where %d comes next"
                  .formatted(partition, count, base, last, Math.max(start, expected)));
        }
        expected = last + 1;
      }
    }
    if (expected >= 0 && expected != partition.log().endOffset()) {
      throw new InvariantViolation(
          BrokerInvariant.OFFSETS_DENSE.name(),
          "%s ends at %d, its last batch at %d"
              .formatted(partition, partition.log().endOffset(), expected));
    }
  }
}
