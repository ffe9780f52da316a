package dev.klamm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, a decoder answers with a message or a {@link MalformedMessageException}, in
 * memory that is a small multiple of their number.
 */
@Timeout(20)
class FuzzTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What an exception with its stack trace and a first use of a class may cost. */
  private static final long ALLOWANCE = 1 << 20;

  private static final long BYTES_PER_BYTE = 300;

  static Stream<Counterpart> messages() {
    return Counterpart.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void cutMessagesAreRefusedUnlessTheRestIsAMessage(Counterpart message) {
    message
        .versions()
        .forEach(
            version -> {
              byte[] wire = valid(message, version, 1);
              for (int length = 0; length < wire.length; length += 1 + wire.length / 40) {
                decode(message, version, Arrays.copyOf(wire, length));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("messages")
  void flippedBitsAreRefusedOrMakeAnotherMessage(Counterpart message) {
    Random random = new Random(2);
    message
        .versions()
        .forEach(
            version -> {
              byte[] wire = valid(message, version, 2);
              for (int i = 0; i < 40 && wire.length > 0; i++) {
                byte[] bad = wire.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                decode(message, version, bad);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("messages")
  void hugeLengthsAreRefusedBeforeTheyAreAllocated(Counterpart message) {
    byte[][] lengths = {
      {0x7f, -1, -1, -1},
      {0x7f, -1},
      {-1, -1, -1, -1, 0x07},
      {-1, -1, -1, -1, 0x0f},
      {(byte) 0x80, 0, 0, 0},
      {0, 0x0f, 0x42, 0x40}
    };
    message
        .versions()
        .forEach(
            version -> {
              byte[] wire = valid(message, version, 3);
              for (byte[] length : lengths) {
                for (int at = 0; at + 5 <= wire.length; at += 1 + wire.length / 40) {
                  byte[] bad = wire.clone();
                  System.arraycopy(length, 0, bad, at, length.length);
                  decode(message, version, bad);
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("messages")
  void noiseIsRefusedOrMakesAMessage(Counterpart message) {
    Random random = new Random(4);
    message
        .versions()
        .forEach(
            version -> {
              for (int i = 0; i < 40; i++) {
                byte[] noise = new byte[random.nextInt(120)];
                random.nextBytes(noise);
                decode(message, version, noise);
              }
            });
  }

  /** Long runs of one byte are where one byte of input buys the most objects. */
  @ParameterizedTest
  @MethodSource("messages")
  void longRunsStayWithinMemory(Counterpart message) {
    int version = message.ours().get().highestSupportedVersion();
    for (int value : new int[] {0, 1, 2, 3, 0x7f, 0x80, 0xff}) {
      byte[] run = new byte[100_000];
      Arrays.fill(run, (byte) value);
      decode(message, version, run);
      run[0] = (byte) 0x80;
      run[1] = (byte) 0x80;
      run[2] = 2;
      decode(message, version, run);
    }
  }

  private static byte[] valid(Counterpart message, int version, int seed) {
    return new RandomWire(seed).message(message.schemas()[version]).array();
  }

  private static void decode(Counterpart message, int version, byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    ApiMessage read = tryRead(message, version, bytes);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated)
        .as("bytes allocated for %s bytes of version %s", bytes.length, version)
        .isLessThan(ALLOWANCE + BYTES_PER_BYTE * bytes.length);
    if (read != null && bytes.length < 10_000) {
      ByteBuffer written = Counterpart.write(read, version);
      assertThat(message.readOurs(written, version)).isEqualTo(read);
    }
  }

  private static @Nullable ApiMessage tryRead(Counterpart message, int version, byte[] bytes) {
    ApiMessage read = message.ours().get();
    try {
      read.read(new MessageReader(ByteBuffer.wrap(bytes)), (short) version);
      return read;
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageMatching("(?s)[A-Z]\\w+(\\.\\w+)? .+ \\(at byte \\d+\\)");
      return null;
    }
  }
}
