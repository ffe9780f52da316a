package dev.klamm.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes are those of SipHash-2-4-128. */
final class KeyHashTest {

  private static final long SEED_0 = 0x0706050403020100L;
  private static final long SEED_1 = 0x0f0e0d0c0b0a0908L;

  /** From the reference implementation: the key is 00 to 0f, the message 00, 01, 02 and so on. */
  @ParameterizedTest
  @CsvSource({
    "0, a3817f04ba25a8e66df67214c7550293",
    "1, da87c1d86b99af44347659119b22fc45",
    "2, 8177228da4a45dc7fca38bdef60affe4",
    "3, 9c70b60c5267a94e5f33b6b02985ed51"
  })
  void aMessageHasTheHashOfTheReference(int length, String expected) {
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) i;
    }
    assertThat(hash(ByteBuffer.wrap(message), 0, length, SEED_0)).isEqualTo(expected);
  }

  @Test
  void whereTheBytesLieDoesNotMatter() {
    byte[] text =
        "a key of more than eight bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(text.length + 3).put(3, text);
    assertThat(hash(direct, 3, text.length, SEED_0))
        .isEqualTo(hash(ByteBuffer.wrap(text), 0, text.length, SEED_0));
  }

  @Test
  void anotherSeedGivesAnotherHash() {
    assertThat(hash(ByteBuffer.wrap(new byte[9]), 0, 9, 1))
        .isNotEqualTo(hash(ByteBuffer.wrap(new byte[9]), 0, 9, 2));
  }

  private static String hash(ByteBuffer b, int at, int length, long seed) {
    KeyHash hash = new KeyHash(seed, SEED_1);
    hash.hash(b, at, length);
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(Long.reverseBytes(hash.low()))
            .putLong(Long.reverseBytes(hash.high()))
            .array();
    return HexFormat.of().formatHex(bytes);
  }
}
