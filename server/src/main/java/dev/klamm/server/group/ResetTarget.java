package dev.klamm.server.group;

import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** To where offsets are moved: one of these. */
final class ResetTarget {

  @Option(names = "--to-earliest", required = true, description = "to the first record")
  private boolean toEarliest;

  @Option(names = "--to-latest", required = true, description = "behind the last record")
  private boolean toLatest;

  @Option(
      names = "--to-current",
      required = true,
      description = "to where it is committed, or behind the last record: writes it anew")
  private boolean toCurrent;

  @Option(
      names = "--to-offset",
      required = true,
      paramLabel = "N",
      description = "to this offset, or the nearest there is")
  private @Nullable Long toOffset;

  @Option(
      names = "--shift-by",
      required = true,
      paramLabel = "N",
      description = "by so many records, back if negative")
  private @Nullable Long shiftBy;

  @Option(
      names = "--to-datetime",
      required = true,
      paramLabel = "time",
      description =
          "to the first record of that time or later, as in 2026-01-31T12:00:00 (here) or 2026-01-31T12:00:00Z")
  private @Nullable String toDatetime;

  @Option(
      names = "--by-duration",
      required = true,
      paramLabel = "duration",
      description = "to the first record since so long ago, as in PT1H30M or P7D")
  private @Nullable String byDuration;

  /** The new offset of each partition that still exists. */
  Map<TopicPartition, Long> resolve(
      Offsets offsets,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, Long> ends = offsets.of(partitions, OffsetSpec.latest());
    if (toLatest) {
      return ends;
    }
    Map<TopicPartition, Long> starts = offsets.of(partitions, OffsetSpec.earliest());
    if (toEarliest) {
      return starts;
    }
    ToLongFunction<TopicPartition> wanted =
        toOffset != null || shiftBy != null || toCurrent
            ? partition -> counted(committed.get(partition), ends.getOrDefault(partition, 0L))
            : atTime(offsets, partitions, ends);
    Map<TopicPartition, Long> resolved = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long start = starts.getOrDefault(partition, 0L);
          resolved.put(partition, Math.max(start, Math.min(end, wanted.applyAsLong(partition))));
        });
    return resolved;
  }

  private long counted(@Nullable OffsetAndMetadata committed, long end) {
    if (toOffset != null) {
      return toOffset;
    }
    return (committed == null ? end : committed.offset()) + (shiftBy == null ? 0 : shiftBy);
  }

  private ToLongFunction<TopicPartition> atTime(
      Offsets offsets, Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> found =
        offsets.of(partitions, OffsetSpec.forTimestamp(Math.max(0, time().toEpochMilli())));
    return partition -> {
      long offset = found.getOrDefault(partition, -1L);
      return offset < 0 ? ends.getOrDefault(partition, 0L) : offset;
    };
  }

  private Instant time() {
    try {
      if (byDuration != null) {
        return Instant.now().minus(Duration.parse(byDuration));
      }
      String text = String.valueOf(toDatetime);
      return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
          ? java.time.OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          byDuration != null
              ? "--by-duration is '" + byDuration + "', it must be as in PT1H30M or P7D"
              : "--to-datetime is '"
                  + toDatetime
                  + "', it must be as in 2026-01-31T12:00:00 or 2026-01-31T12:00:00Z",
          e);
    }
  }
}
