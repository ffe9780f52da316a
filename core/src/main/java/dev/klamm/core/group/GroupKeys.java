package dev.klamm.core.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.storage.CorruptStoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of groups in the store.
 *
 * <pre>
 *   "group/"  group-id                                   a classic group
 *   "offset/" group-id 00 topic 00 partition(int32)      {@link CommittedOffset}
 *   "txn-offset/"                                        {@link PendingOffsets}
 * </pre>
 *
 * A group id may hold any character, zero included; a topic's name holds no zero, so an offset's
 * key is read from its end.
 */
public final class GroupKeys {
  private static final byte[] GROUP = "group/".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OFFSET = "offset/".getBytes(StandardCharsets.UTF_8);

  private GroupKeys() {}

  /** Whose offset a key holds. */
  public record OffsetKey(String groupId, TopicPartition partition) {}

  public static List<byte[]> prefixes() {
    return List.of(GROUP.clone(), OFFSET.clone(), PendingOffsets.prefix());
  }

  public static byte[] group(String groupId) {
    byte[] id = groupId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(GROUP.length + id.length).put(GROUP).put(id).array();
  }

  public static byte[] offset(String groupId, TopicPartition partition) {
    byte[] group = groupId.getBytes(StandardCharsets.UTF_8);
    byte[] topic = partition.topic().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(OFFSET.length + group.length + 1 + topic.length + 1 + Integer.BYTES)
        .put(OFFSET)
        .put(group)
        .put((byte) 0)
        .put(topic)
        .put((byte) 0)
        .putInt(partition.partition())
        .array();
  }

  public static boolean isOffset(byte[] key) {
    return startsWith(key, OFFSET);
  }

  public static String groupIdOf(byte[] key) {
    if (!startsWith(key, GROUP)) {
      throw unknown(key);
    }
    return text(key, GROUP.length, key.length);
  }

  public static OffsetKey offsetKeyOf(byte[] key) {
    int topicEnd = key.length - Integer.BYTES - 1;
    int groupEnd = topicEnd < 0 || key[topicEnd] != 0 ? -1 : lastZeroBefore(key, topicEnd);
    if (groupEnd < OFFSET.length) {
      throw unknown(key);
    }
    String topic = text(key, groupEnd + 1, topicEnd);
    int partition = ByteBuffer.wrap(key).getInt(topicEnd + 1);
    return new OffsetKey(text(key, OFFSET.length, groupEnd), new TopicPartition(topic, partition));
  }

  private static int lastZeroBefore(byte[] key, int end) {
    int at = end - 1;
    while (at >= 0 && key[at] != 0) {
      at--;
    }
    return at;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static String text(byte[] key, int from, int to) {
    return new String(key, from, to - from, StandardCharsets.UTF_8);
  }

  private static CorruptStoreException unknown(byte[] key) {
    return new CorruptStoreException(
        "'" + text(key, 0, Math.min(key.length, 256)) + "' is not the key of a group or an offset");
  }
}
