package dev.klamm.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

  private static final int MAX = 1 << 20;

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
  private final FrameReader reader = new FrameReader(memory, MAX);

  @AfterEach
  void allMemoryIsGivenBack() {
    reader.release();

    assertThat(memory.metric().usedDirectMemory()).isZero();
  }

  @Test
  void framesComeOutTheSameHoweverTheStreamIsCut() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<byte[]> frames = new ArrayList<>();
      ByteBuf stream = Unpooled.buffer();
      for (int i = 0; i < 20; i++) {
        byte[] frame = new byte[random.nextInt(i % 5 == 0 ? 300_000 : 50)];
        random.nextBytes(frame);
        frames.add(frame);
        stream.writeInt(frame.length).writeBytes(frame);
      }
      int largestCut = seed % 4 == 0 ? 3 : 100_000;

      List<byte[]> read = readInPieces(stream, largestCut, random);
      assertThat(read.toArray(new byte[0][])).isDeepEqualTo(frames.toArray(new byte[0][]));
    }
  }

  @Test
  void aFrameThatWasOnlyAnnouncedTakesLittleMemory() {
    ByteBuf in = Unpooled.buffer().writeInt(MAX).writeBytes(new byte[10]);

    assertThat(reader.next(in)).isNull();
    assertThat(memory.metric().usedDirectMemory()).isLessThanOrEqualTo(64 << 10);
    assertThat(reader.isInsideFrame()).isTrue();
  }

  @Test
  void memoryGrowsWithWhatArrivedAndNeverBeyondTheFrame() {
    reader.next(Unpooled.buffer().writeInt(MAX));
    for (int arrived = 10_000; arrived < MAX; arrived += 10_000) {
      assertThat(reader.next(Unpooled.wrappedBuffer(new byte[10_000]))).isNull();
      assertThat(memory.metric().usedDirectMemory())
          .isLessThanOrEqualTo(Math.min(MAX, Math.max(64 << 10, 4L * arrived)));
    }
    InboundFrame whole = reader.next(Unpooled.wrappedBuffer(new byte[10_000]));

    assertThat(whole).isNotNull();
    assertThat(whole.payload().remaining()).isEqualTo(MAX);
    assertThat(memory.metric().usedDirectMemory()).isEqualTo(MAX);
    whole.release();
  }

  @Test
  void aLengthThatIsNegativeOrTooLargeIsRefused() {
    assertRefused(Unpooled.buffer().writeInt(-1), "-1 bytes");
    assertRefused(Unpooled.buffer().writeInt(MAX + 1), "allowed are 0 to 1048576");
    assertRefused(Unpooled.buffer().writeInt(Integer.MIN_VALUE), "-2147483648");
  }

  @Test
  void otherProtocolsAreRecognised() {
    assertRefused(ascii("GET / HTTP/1.1\r\n"), "seems to speak HTTP");
    assertRefused(ascii("SSH-2.0-OpenSSH"), "seems to speak SSH");
    assertRefused(Unpooled.wrappedBuffer(new byte[] {0x16, 3, 1, 2, 0}), "seems to speak TLS");
  }

  @Test
  void aFrameReleasedTwiceIsReported() {
    InboundFrame frame = reader.next(Unpooled.buffer().writeInt(1).writeByte(1));
    frame.release();

    assertThatThrownBy(frame::release).isInstanceOf(IllegalStateException.class);
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private void assertRefused(ByteBuf stream, String reason) {
    assertThatThrownBy(() -> reader.next(stream))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining(reason);
  }

  private List<byte[]> readInPieces(ByteBuf stream, int largestCut, Random random) {
    List<byte[]> read = new ArrayList<>();
    while (stream.isReadable()) {
      int cut = Math.min(1 + random.nextInt(largestCut), stream.readableBytes());
      ByteBuf piece = memory.directBuffer(cut).writeBytes(stream, cut);
      for (InboundFrame frame = reader.next(piece); frame != null; frame = reader.next(piece)) {
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().get(bytes);
        frame.release();
        read.add(bytes);
      }
      piece.release();
    }
    return read;
  }
}
