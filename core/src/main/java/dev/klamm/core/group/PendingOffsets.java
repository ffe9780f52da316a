package dev.klamm.core.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.storage.CorruptStoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The offsets that open transactions are about to commit (KIP-98); changes by replay only.
 *
 * <pre>
 *   "txn-offset/" producer-id(int64) and the key of the offset     overtaken int8, {@link CommittedOffset}
 * </pre>
 *
 * An offset that is committed past a pending one, outside of its transaction, overtakes it: it
 * stays pending, so that readers wait for the transaction, and is then dropped.
 */
public final class PendingOffsets {
  private static final byte[] PREFIX = "txn-offset/".getBytes(StandardCharsets.UTF_8);

  private final Map<Long, Map<GroupKeys.OffsetKey, Pending>> byProducer = new HashMap<>();
  private final Map<String, Map<TopicPartition, Set<Long>>> producersByGroup = new HashMap<>();

  record Pending(boolean overtaken, CommittedOffset offset) {

    byte[] toBytes() {
      byte[] value = offset.toBytes();
      return ByteBuffer.allocate(1 + value.length)
          .put((byte) (overtaken ? 1 : 0))
          .put(value)
          .array();
    }

    static Pending fromBytes(GroupKeys.OffsetKey key, byte[] value) {
      if (value.length == 0) {
        throw new CorruptStoreException("a pending offset of " + key + " is empty");
      }
      return new Pending(
          value[0] != 0,
          CommittedOffset.fromBytes(key, Arrays.copyOfRange(value, 1, value.length)));
    }
  }

  public static byte[] prefix() {
    return PREFIX.clone();
  }

  static byte[] key(long producerId, GroupKeys.OffsetKey at) {
    byte[] offset = GroupKeys.offset(at.groupId(), at.partition());
    return ByteBuffer.allocate(PREFIX.length + Long.BYTES + offset.length)
        .put(PREFIX)
        .putLong(producerId)
        .put(offset)
        .array();
  }

  public static boolean isKey(byte[] key) {
    return key.length > PREFIX.length + Long.BYTES
        && Arrays.equals(key, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  /** Takes in a key, and gives the group it belongs to. */
  String replay(byte[] key, byte @Nullable [] value) {
    long producerId = ByteBuffer.wrap(key).getLong(PREFIX.length);
    GroupKeys.OffsetKey at =
        GroupKeys.offsetKeyOf(Arrays.copyOfRange(key, PREFIX.length + Long.BYTES, key.length));
    if (value == null) {
      remove(producerId, at);
    } else {
      byProducer
          .computeIfAbsent(producerId, id -> new LinkedHashMap<>())
          .put(at, Pending.fromBytes(at, value));
      producersByGroup
          .computeIfAbsent(at.groupId(), id -> new HashMap<>())
          .computeIfAbsent(at.partition(), id -> new TreeSet<>())
          .add(producerId);
    }
    return at.groupId();
  }

  private void remove(long producerId, GroupKeys.OffsetKey at) {
    byProducer.computeIfPresent(
        producerId,
        (id, offsets) -> {
          offsets.remove(at);
          return offsets.isEmpty() ? null : offsets;
        });
    producersByGroup.computeIfPresent(
        at.groupId(),
        (id, partitions) -> {
          partitions.computeIfPresent(
              at.partition(),
              (partition, producers) -> {
                producers.remove(producerId);
                return producers.isEmpty() ? null : producers;
              });
          return partitions.isEmpty() ? null : partitions;
        });
  }

  /** What a producer's open transaction is about to commit; unmodifiable. */
  Map<GroupKeys.OffsetKey, Pending> of(long producerId) {
    return Collections.unmodifiableMap(byProducer.getOrDefault(producerId, Map.of()));
  }

  /** Whether a transaction is open that has an offset of a partition. */
  boolean has(String groupId, TopicPartition partition) {
    return producersByGroup.getOrDefault(groupId, Map.of()).containsKey(partition);
  }

  boolean has(String groupId) {
    return producersByGroup.containsKey(groupId);
  }

  /** Lets an offset that is committed now count for more than those that are pending. */
  void overtake(GroupKeys.OffsetKey at, Turn turn) {
    for (long producerId : producersAt(at)) {
      Pending pending = of(producerId).get(at);
      if (pending != null && !pending.overtaken()) {
        turn.effects().put(key(producerId, at), new Pending(true, pending.offset()).toBytes());
      }
    }
  }

  /** Forgets what is pending for a partition. */
  void forget(GroupKeys.OffsetKey at, Turn turn) {
    for (long producerId : producersAt(at)) {
      turn.effects().delete(key(producerId, at));
    }
  }

  /** Forgets what is pending in a group. */
  void forgetGroup(String groupId, Turn turn) {
    for (TopicPartition partition : producersByGroup.getOrDefault(groupId, Map.of()).keySet()) {
      forget(new GroupKeys.OffsetKey(groupId, partition), turn);
    }
  }

  /** Forgets what is pending in a topic. */
  void forgetTopic(String topic, Turn turn) {
    producersByGroup.forEach(
        (groupId, partitions) -> {
          for (TopicPartition partition : partitions.keySet()) {
            if (partition.topic().equals(topic)) {
              forget(new GroupKeys.OffsetKey(groupId, partition), turn);
            }
          }
        });
  }

  private Set<Long> producersAt(GroupKeys.OffsetKey at) {
    return producersByGroup
        .getOrDefault(at.groupId(), Map.of())
        .getOrDefault(at.partition(), Set.of());
  }
}
