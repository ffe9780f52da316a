package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.KeyValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys: ordered as unsigned bytes, read as of the last commit. */
interface KeyValueRules extends StorageRules {

  private KeyValues keys() {
    return store().keyValues();
  }

  private void put(byte[] key, byte[] value) {
    store().commit(new Batch().put(key, value));
  }

  @Test
  default void aKeyHoldsItsLastValue() {
    byte[] key = {1, 2};
    assertThat(keys().get(key)).isNull();
    put(key, new byte[] {3});
    assertThat(keys().get(new byte[] {1, 2})).containsExactly(3);
    put(key, new byte[] {4, 5});
    assertThat(keys().get(key)).containsExactly(4, 5);
    store().commit(new Batch().delete(key).delete(new byte[] {9}));
    assertThat(keys().get(key)).isNull();
  }

  @Test
  default void anEmptyValueIsAValue() {
    put(new byte[] {1}, new byte[0]);
    assertThat(keys().get(new byte[] {1})).isNotNull().isEmpty();
    assertThat(scan(new byte[0], null)).containsExactly("01=");
  }

  @Test
  default void keysAreOrderedAsUnsignedBytesShorterFirst() {
    byte[][] ordered = {
      {0}, {0, 0}, {0, (byte) 0xff}, {1}, {0x7f}, {(byte) 0x80}, {(byte) 0xff}, {(byte) 0xff, 0}
    };
    Batch batch = new Batch();
    for (int i = ordered.length - 1; i >= 0; i--) {
      batch.put(ordered[i], new byte[] {(byte) i});
    }
    store().commit(batch);

    List<byte[]> seen = new ArrayList<>();
    keys().scan(new byte[0], null, (k, v) -> seen.add(k));
    assertThat(seen).hasSize(ordered.length);
    for (int i = 0; i < ordered.length; i++) {
      assertThat(seen.get(i)).isEqualTo(ordered[i]);
    }
  }

  @Test
  default void aScanIncludesFromAndExcludesTo() {
    Batch batch = new Batch();
    for (byte i = 0; i < 10; i++) {
      batch.put(new byte[] {i}, new byte[0]);
    }
    store().commit(batch);

    assertThat(scan(new byte[] {3}, new byte[] {6})).containsExactly("03=", "04=", "05=");
    assertThat(scan(new byte[] {3, 0}, new byte[] {5, 0})).containsExactly("04=", "05=");
    assertThat(scan(new byte[] {8}, null)).containsExactly("08=", "09=");
    assertThat(scan(new byte[] {5}, new byte[] {5})).isEmpty();
    assertThat(scan(new byte[] {6}, new byte[] {5})).isEmpty();
    assertThat(scan(new byte[] {20}, null)).isEmpty();
  }

  private List<String> scan(byte[] from, byte @Nullable [] to) {
    List<String> seen = new ArrayList<>();
    keys().scan(from, to, (k, v) -> seen.add(StoreModel.text(k, v)));
    return seen;
  }

  @Test
  default void theLongestKeysAndLargeValuesAreKept() {
    byte[] key = new byte[KeyValues.MAX_KEY_BYTES];
    Arrays.fill(key, (byte) 7);
    byte[] last = key.clone();
    last[last.length - 1] = 8;
    byte[] value = new byte[3_000_000];
    new Random(5).nextBytes(value);
    store().commit(new Batch().put(last, value).put(key, new byte[] {1}));

    assertThat(keys().get(key)).containsExactly(1);
    assertThat(keys().get(last)).isEqualTo(value);
    List<byte[]> seen = new ArrayList<>();
    keys().scan(key, null, (k, v) -> seen.add(k));
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).isEqualTo(key);
    if (fixture().survives()) {
      fixture().reopen(CloseMode.CLEAN);
      assertThat(keys().get(last)).isEqualTo(value);
    }
  }

  @Test
  default void manyKeysAgreeWithASortedMap() {
    Random random = new Random(6);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < 100; i++) {
      Batch batch = new Batch();
      for (int j = 0; j < 20; j++) {
        byte[] key = new byte[1 + random.nextInt(3)];
        random.nextBytes(key);
        byte[] value = new byte[random.nextInt(30)];
        if (random.nextInt(4) == 0) {
          batch.delete(key);
          model.remove(key);
        } else {
          batch.put(key, value);
          model.put(key, value);
        }
      }
      store().commit(batch);
    }

    List<String> expected = new ArrayList<>();
    model.forEach((k, v) -> expected.add(StoreModel.text(k, v)));
    assertThat(fixture().scanAll()).isEqualTo(expected);
    model.forEach((k, v) -> assertThat(keys().get(k)).isEqualTo(v));
  }
}
