package dev.klamm.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionType;
import dev.klamm.core.record.codec.Codecs;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

class CodecsTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatIsCompressedComesBackWhateverItsSize(CompressionType type) {
    CompressionCodec codec = RandomRecords.CODECS.codec(type);
    Random random = new Random(1);
    BoundedBytes packed = new BoundedBytes(4 << 20);
    BoundedBytes plain = new BoundedBytes(1 << 20);
    try (var compressor = codec.newCompressor(codec.defaultLevel());
        var decompressor = codec.newDecompressor()) {
      for (int size : new int[] {0, 1, 100, 32768, 65536, 65537, 200_000, 1 << 20}) {
        for (int letters : new int[] {1, 4, 256}) {
          byte[] source =
              random
                  .ints(size, 0, letters)
                  .collect(() -> new BoundedBytes(size), BoundedBytes::write, (a, b) -> {})
                  .array();
          packed.clear();
          plain.clear();
          compressor.compress(source, 0, size, packed);
          decompressor.decompress(packed.array(), 0, packed.size(), plain);
          assertThat(plain.size()).isEqualTo(size);
          assertThat(java.util.Arrays.equals(source, 0, size, plain.array(), 0, size)).isTrue();
        }
      }
    }
  }

  @Test
  void oneBareSnappyBlockIsReadToo() throws IOException {
    byte[] source = "abcabcabcabcabcabc".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] packed = Snappy.compress(source);
    BoundedBytes plain = new BoundedBytes(100);
    try (var decompressor = RandomRecords.CODECS.codec(CompressionType.SNAPPY).newDecompressor()) {
      decompressor.decompress(packed, 0, packed.length, plain);
    }
    assertThat(java.util.Arrays.copyOf(plain.array(), plain.size())).isEqualTo(source);
  }

  @Test
  void aSnappyBlockThatClaimsTheImpossibleTakesNoMemory() {
    byte[] claim = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 0, 0};
    BoundedBytes plain = new BoundedBytes(Integer.MAX_VALUE);
    try (var decompressor = RandomRecords.CODECS.codec(CompressionType.SNAPPY).newDecompressor()) {
      assertThatThrownBy(() -> decompressor.decompress(claim, 0, claim.length, plain))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("snappy");
    }
    assertThat(plain.array()).isEmpty();
  }

  @Test
  void levelsOutsideTheRangeAreRefusedByName() {
    assertThatThrownBy(() -> RandomRecords.CODECS.codec(CompressionType.GZIP).newCompressor(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("compression level 10 for gzip: 1 to 9 are allowed, and -1 is the default");
  }

  @Test
  void noneHasNoCodec() {
    assertThatThrownBy(() -> Codecs.builtIn().codec(CompressionType.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
