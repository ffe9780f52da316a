package dev.klamm.core.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The last offset of each key, within a given number of keys. */
final class OffsetMapTest {

  @Test
  void theLastOffsetOfAKeyCounts() {
    OffsetMap map = map(10, 0.5);
    put(map, 1, 5);
    put(map, 2, 6);
    put(map, 1, 7);

    assertThat(get(map, 1)).isEqualTo(7);
    assertThat(get(map, 2)).isEqualTo(6);
    assertThat(get(map, 3)).isEqualTo(OffsetMap.UNKNOWN);
    assertThat(map.size()).isEqualTo(2);
  }

  @Test
  void offsetZeroIsAnOffset() {
    OffsetMap map = map(1, 0.5);
    put(map, 1, 0);
    assertThat(get(map, 1)).isZero();
  }

  @Test
  void asManyKeysFitAsWerePromisedAndNoMore() {
    for (double load : new double[] {0.1, 0.5, 0.9, 1}) {
      OffsetMap map = map(100, load);
      for (int i = 0; i < 100; i++) {
        assertThat(map.room()).isEqualTo(100 - i);
        put(map, i, i);
      }
      put(map, 0, 200);
      assertThatThrownBy(() -> put(map, 100, 201)).isInstanceOf(IllegalStateException.class);
      assertThat(get(map, 100)).isEqualTo(OffsetMap.UNKNOWN);
    }
  }

  @Test
  void itAgreesWithAMapOfTheJdk() {
    Random random = new Random(1);
    Map<Integer, Long> expected = new HashMap<>();
    OffsetMap map = map(5_000, 0.9);
    for (long offset = 0; offset < 20_000; offset++) {
      int key = random.nextInt(5_000);
      expected.put(key, offset);
      put(map, key, offset);
    }
    for (int key = 0; key < 6_000; key++) {
      assertThat(get(map, key)).isEqualTo(expected.getOrDefault(key, OffsetMap.UNKNOWN));
    }
  }

  @Test
  void memorySaysHowManyKeysFit() {
    assertThat(OffsetMap.capacity(2_400, 0.5)).isEqualTo(50);
    assertThat(OffsetMap.capacity(1, 0.9)).isEqualTo(1);
    assertThat(OffsetMap.capacity(128 << 20, 0.9)).isEqualTo(5_033_164);
  }

  private static OffsetMap map(int capacity, double load) {
    return new OffsetMap(new KeyHash(1, 2), capacity, load);
  }

  private static void put(OffsetMap map, int key, long offset) {
    map.put(ByteBuffer.allocate(4).putInt(0, key), 0, 4, offset);
  }

  private static long get(OffsetMap map, int key) {
    return map.get(ByteBuffer.allocate(4).putInt(0, key), 0, 4);
  }
}
