package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a sticky group tells of its last assignment, as Kafka's StickyAssignor writes
 * it.
 *
 * <pre>
 *   topic count i32 | per topic: length i16, name, partition count i32, partitions i32 ...
 *   generation i32, absent in the first version
 * </pre>
 */
record StickyUserData(List<TopicPartition> partitions, int generation) {
  static final int NO_GENERATION = -1;

  private static final StickyUserData NONE = new StickyUserData(List.of(), NO_GENERATION);

  ByteBuffer encode() {
    Map<String, List<Integer>> byTopic = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      byTopic
          .computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
          .add(partition.partition());
    }
    int size = 2 * Integer.BYTES;
    for (Map.Entry<String, List<Integer>> entry : byTopic.entrySet()) {
      size += Short.BYTES + utf8(entry.getKey()).length;
      size += Integer.BYTES * (1 + entry.getValue().size());
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(byTopic.size());
    byTopic.forEach(
        (topic, numbers) -> {
          byte[] name = utf8(topic);
          out.putShort((short) name.length).put(name).putInt(numbers.size());
          numbers.forEach(out::putInt);
        });
    return out.putInt(generation).flip();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing, when there is nothing or it cannot be read: a member without a past. */
  static StickyUserData decode(@Nullable ByteBuffer userData) {
    if (userData == null) {
      return NONE;
    }
    try {
      return read(userData.slice());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return NONE;
    }
  }

  private static StickyUserData read(ByteBuffer in) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int topics = count(in, Short.BYTES + Integer.BYTES); topics > 0; topics--) {
      byte[] name = new byte[length(in)];
      in.get(name);
      String topic = new String(name, StandardCharsets.UTF_8);
      for (int numbers = count(in, Integer.BYTES); numbers > 0; numbers--) {
        partitions.add(new TopicPartition(topic, in.getInt()));
      }
    }
    int generation = in.remaining() >= Integer.BYTES ? in.getInt() : NO_GENERATION;
    return new StickyUserData(partitions, generation);
  }

  private static int count(ByteBuffer in, int least) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / least) {
      throw new IllegalArgumentException("a count of " + count + " is more than there is");
    }
    return count;
  }

  private static int length(ByteBuffer in) {
    short length = in.getShort();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a length of " + length + " is more than there is");
    }
    return length;
  }
}
