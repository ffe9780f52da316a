package dev.klamm.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.transport.InboundFrame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FramePoolTest {

  private final FramePool pool = new FramePool();

  @Test
  void memoryOfAReleasedFrameIsUsedForTheNextOfThatSize() {
    ByteBuffer first = filled(pool.take(70_000));
    pool.frame(first).release();

    assertThat(pool.take(100_000)).isSameAs(first);
    assertThat(pool.take(100_000)).isNotSameAs(first);
  }

  @Test
  void aFrameHoldsJustWhatWasWritten() {
    pool.frame(filled(pool.take(8_192))).release();
    ByteBuffer memory = pool.take(5_000);
    for (int i = 0; i < 5_000; i++) {
      memory.put((byte) 7);
    }

    ByteBuffer payload = pool.frame(memory).payload();

    assertThat(payload.remaining()).isEqualTo(5_000);
    assertThat(payload.capacity()).isEqualTo(5_000);
    assertThat(payload.get(4_999)).isEqualTo((byte) 7);
  }

  @Test
  void aFrameReleasedTwiceIsABugThatIsTold() {
    InboundFrame frame = pool.frame(filled(pool.take(4_096)));
    frame.release();

    assertThatThrownBy(frame::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4096 bytes released twice");
  }

  @Test
  void smallAndHugeFramesAreLeftToTheCollector() {
    for (int size : new int[] {0, 1, 2_048, (4 << 20) + 1}) {
      ByteBuffer memory = filled(pool.take(size));
      assertThat(memory.capacity()).isEqualTo(size);
      InboundFrame frame = pool.frame(memory);
      assertThat(frame.payload().remaining()).isEqualTo(size);
      frame.release();
      assertThat(pool.take(size)).isNotSameAs(memory);
    }
  }

  private static ByteBuffer filled(ByteBuffer memory) {
    return memory.position(memory.limit());
  }
}
