package dev.klamm.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.utils.internals.ByteUtils;
import org.junit.jupiter.api.Test;

class VarintsTest {

  @Test
  void everyNumberIsWrittenAsKafkaDoesAndReadBackWhereverItLies() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      byte[] bytes = new byte[24];
      int end = Varints.write(bytes, 3, value);
      ByteBuffer theirs = ByteBuffer.allocate(Varints.MAX_LONG_SIZE);
      ByteUtils.writeVarlong(value, theirs);
      assertThat(end - 3).isEqualTo(theirs.position()).isEqualTo(Varints.sizeOf(value));
      assertThat(ByteBuffer.wrap(bytes, 3, end - 3)).isEqualTo(theirs.flip());
      assertReads(ByteBuffer.wrap(bytes), 3, end, value);
      assertReads(ByteBuffer.allocateDirect(24).put(bytes).flip(), 3, end, value);
    }
  }

  @Test
  void intsAreWrittenAsLongsAre() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      int value = random.nextInt() >> random.nextInt(32);
      byte[] asInt = new byte[10];
      byte[] asLong = new byte[10];
      int end = Varints.write(asInt, 0, value);
      assertThat(end)
          .isEqualTo(Varints.write(asLong, 0, (long) value))
          .isEqualTo(Varints.sizeOf(value));
      assertThat(asInt).isEqualTo(asLong);
    }
  }

  @Test
  void aNumberThatEndsBehindTheLimitOrNeverIsMalformed() {
    byte[] endless = new byte[20];
    java.util.Arrays.fill(endless, (byte) 0x80);
    ByteBuffer b = ByteBuffer.wrap(endless);
    for (int limit = 0; limit <= 20; limit++) {
      assertThat(Varints.read(b, 0, limit)).isEqualTo(Varints.MALFORMED);
    }
    endless[9] = 2;
    assertThat(Varints.read(b, 0, 20)).as("more than 64 bits").isEqualTo(Varints.MALFORMED);
    endless[9] = 1;
    assertThat(Varints.read(b, 0, 20)).isEqualTo(Varints.LONG_FORM);
    assertThat(Varints.read(b, 0, 9)).isEqualTo(Varints.MALFORMED);
  }

  private static void assertReads(ByteBuffer b, int at, int end, long value) {
    for (int limit = at; limit < end; limit++) {
      assertThat(Varints.read(b, at, limit)).as("cut off").isEqualTo(Varints.MALFORMED);
    }
    for (int limit = end; limit < b.limit(); limit += 7) {
      long read = Varints.read(b, at, limit);
      if (end - at > 8) {
        assertThat(read).isEqualTo(Varints.LONG_FORM);
        assertThat(Varints.readLong(b, at)).isEqualTo(value);
        assertThat(Varints.sizeOfLong(b, at)).isEqualTo(end - at);
      } else {
        assertThat(Varints.value(read)).isEqualTo(value);
        assertThat(Varints.size(read)).isEqualTo(end - at);
      }
    }
  }
}
