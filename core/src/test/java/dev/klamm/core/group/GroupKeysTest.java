package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.CorruptStoreException;
import dev.klamm.api.storage.UnsupportedFormatException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of groups in the store. */
class GroupKeysTest {

  private static final byte ZERO = 0;

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "a/b", "a\0b", "\0", "gr\u00fc\u00dfe", "offset/"})
  void keysAreReadBack(String groupId) {
    TopicPartition partition = new TopicPartition("some.topic-1_x", 0x002f0000);
    assertThat(GroupKeys.groupIdOf(GroupKeys.group(groupId))).isEqualTo(groupId);
    byte[] key = GroupKeys.offset(groupId, partition);
    assertThat(GroupKeys.isOffset(key)).isTrue();
    assertThat(GroupKeys.offsetKeyOf(key)).isEqualTo(new GroupKeys.OffsetKey(groupId, partition));
  }

  @Test
  void foreignKeysAreRefused() {
    assertThatThrownBy(() -> GroupKeys.groupIdOf("grou".getBytes()))
        .isInstanceOf(CorruptStoreException.class);
    assertThatThrownBy(() -> GroupKeys.offsetKeyOf("offset/abc".getBytes()))
        .isInstanceOf(CorruptStoreException.class);
    assertThatThrownBy(() -> GroupKeys.offsetKeyOf(new byte[] {ZERO, 'x', ZERO, 0, 0, 0, 1}))
        .isInstanceOf(CorruptStoreException.class);
  }

  @Test
  void valuesCutShortOrOfAnotherFormatAreRefusedByName() {
    GroupKeys.OffsetKey key = new GroupKeys.OffsetKey("g", new TopicPartition("t", 1));
    byte[] value = new CommittedOffset(1, 2, "m", 3, -1, Uuid.ZERO).toBytes();
    assertThat(CommittedOffset.fromBytes(key, value))
        .isEqualTo(new CommittedOffset(1, 2, "m", 3, -1, Uuid.ZERO));
    for (int length = 1; length < value.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(value, length);
      assertThatThrownBy(() -> CommittedOffset.fromBytes(key, cut))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("'g'")
          .hasMessageContaining("t-1");
    }
    assertThatThrownBy(
            () -> CommittedOffset.fromBytes(key, java.util.Arrays.copyOf(value, value.length + 1)))
        .isInstanceOf(CorruptStoreException.class);
    value[0] = 9;
    assertThatThrownBy(() -> CommittedOffset.fromBytes(key, value))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("9");
  }

  @Test
  void damagedGroupsNeverDoWorseThanAnError() {
    GroupBed bed = new GroupBed();
    bed.stablePair();
    byte[] value = bed.store.get(GroupKeys.group(GROUP));
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = value.clone();
      damaged[1 + random.nextInt(value.length - 1)] ^= (byte) (1 << random.nextInt(8));
      try {
        new GroupBed().replay(GroupKeys.group(GROUP), damaged);
      } catch (CorruptStoreException expected) {
        assertThat(expected).hasMessageContaining("group 'g'");
      }
    }
  }
}
