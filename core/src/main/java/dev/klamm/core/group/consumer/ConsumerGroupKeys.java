package dev.klamm.core.group.consumer;

import dev.klamm.api.storage.CorruptStoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of groups in the store. A group id may hold any character, so its length stands before
 * it.
 *
 * <pre>
 *   "cgroup/" length(int32) group-id 'G'             {@link StoredGroup}
 *   "cgroup/" length(int32) group-id 'M' member-id   a member, see {@link StoredMember}
 *   "cgroup/" length(int32) group-id 'T' member-id   what it is to have in the end
 * </pre>
 */
final class ConsumerGroupKeys {
  private static final byte[] PREFIX = "cgroup/".getBytes(StandardCharsets.UTF_8);

  private ConsumerGroupKeys() {}

  /** What a key is of. */
  enum Kind {
    GROUP('G'),
    MEMBER('M'),
    TARGET('T');

    private final byte letter;

    Kind(char letter) {
      this.letter = (byte) letter;
    }
  }

  /**
   * A key taken apart.
   *
   * @param memberId empty for a group's
   */
  record Key(Kind kind, String groupId, String memberId) {}

  static byte[] prefix() {
    return PREFIX.clone();
  }

  static boolean isKey(byte[] key) {
    return key.length >= PREFIX.length
        && Arrays.equals(key, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  static byte[] group(String groupId) {
    return key(Kind.GROUP, groupId, "");
  }

  static byte[] member(String groupId, String memberId) {
    return key(Kind.MEMBER, groupId, memberId);
  }

  static byte[] target(String groupId, String memberId) {
    return key(Kind.TARGET, groupId, memberId);
  }

  private static byte[] key(Kind kind, String groupId, String memberId) {
    byte[] group = groupId.getBytes(StandardCharsets.UTF_8);
    byte[] member = memberId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(PREFIX.length + Integer.BYTES + group.length + 1 + member.length)
        .put(PREFIX)
        .putInt(group.length)
        .put(group)
        .put(kind.letter)
        .put(member)
        .array();
  }

  static Key read(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    if (!isKey(key) || key.length < PREFIX.length + Integer.BYTES + 1) {
      throw unknown(key);
    }
    int length = in.position(PREFIX.length).getInt();
    if (length < 0 || length >= in.remaining()) {
      throw unknown(key);
    }
    String groupId = text(key, in.position(), length);
    Kind kind = kind(key, in.get(in.position() + length));
    int memberAt = in.position() + length + 1;
    return new Key(kind, groupId, text(key, memberAt, key.length - memberAt));
  }

  private static Kind kind(byte[] key, byte letter) {
    for (Kind kind : Kind.values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    throw unknown(key);
  }

  private static String text(byte[] key, int from, int length) {
    return new String(key, from, length, StandardCharsets.UTF_8);
  }

  private static CorruptStoreException unknown(byte[] key) {
    return new CorruptStoreException(
        "'" + text(key, 0, Math.min(key.length, 256)) + "' is not the key of a consumer group");
  }
}
