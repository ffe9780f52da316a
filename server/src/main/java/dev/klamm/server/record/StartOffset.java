package dev.klamm.server.record;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.OffsetAndTimestamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where to begin in a partition. */
@FunctionalInterface
interface StartOffset {

  void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);

  /**
   * Reads {@code earliest}, {@code latest}, an offset, {@code -N} for the last N records or
   * {@code @TIME} with milliseconds since 1970 or a time such as {@code 2026-01-31T12:00:00Z}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static StartOffset parse(String text) {
    return switch (text) {
      case "earliest", "beginning" -> Consumer::seekToBeginning;
      case "latest", "end" -> Consumer::seekToEnd;
      default -> text.startsWith("@") ? atTime(text) : atNumber(text);
    };
  }

  private static StartOffset atNumber(String text) {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
    return number >= 0
        ? (consumer, partitions) ->
            partitions.forEach(partition -> consumer.seek(partition, number))
        : (consumer, partitions) -> seekBack(-number, consumer, partitions);
  }

  private static void seekBack(
      long count, Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), end - count)));
  }

  private static StartOffset atTime(String text) {
    long time = millis(text);
    return (consumer, partitions) -> {
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(partition -> times.put(partition, time));
      Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp offset = found.get(partition);
        if (offset == null) {
          consumer.seekToEnd(List.of(partition));
        } else {
          consumer.seek(partition, offset.offset());
        }
      }
    };
  }

  private static long millis(String text) {
    String time = text.substring(1);
    try {
      return time.chars().allMatch(Character::isDigit)
          ? Long.parseLong(time)
          : Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException | NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "--offset is '"
            + text
            + "', it must be earliest, latest, an offset, -N for the last N records,"
            + " or @TIME with milliseconds or as in @2026-01-31T12:00:00Z");
  }
}
