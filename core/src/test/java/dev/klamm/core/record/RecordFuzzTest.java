package dev.klamm.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.TimestampType;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes are, there is a verdict or a typed refusal, and the two agree. */
class RecordFuzzTest {

  private static final int ROUNDS = 400;
  private static final BatchRules RULES =
      new BatchRules(
          Integer.MAX_VALUE, false, TimestampType.CREATE_TIME, Long.MAX_VALUE, Long.MAX_VALUE);

  @ParameterizedTest
  @EnumSource
  void damagedBatchesNeverDoMoreThanBeRefused(CompressionType type) {
    Random random = new Random(type.id());
    ByteBuffer[] sound = new ByteBuffer[20];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = RandomRecords.byKafka(RandomRecords.of(i), type);
    }
    try (BatchValidator validator = new BatchValidator(RandomRecords.CODECS, 4 << 20);
        RecordCursor cursor = new RecordCursor(RandomRecords.CODECS, 4 << 20)) {
      for (int i = 0; i < ROUNDS; i++) {
        ByteBuffer damaged = damage(sound[random.nextInt(sound.length)], random);
        boolean accepted = validator.check(damaged, RULES, 0).isAccepted();
        boolean readable = isReadable(cursor, damaged);
        assertThat(accepted && !readable).as("round %d accepted what cannot be read", i).isFalse();
      }
    }
  }

  /**
   * Flips, cuts or overwrites, then often makes length and CRC right so that the rest is reached.
   */
  private static ByteBuffer damage(ByteBuffer sound, Random random) {
    ByteBuffer b = Batches.copy(sound);
    int header = BatchFormat.HEADER_SIZE;
    switch (random.nextInt(4)) {
      case 0 -> b.limit(random.nextInt(b.limit() + 1));
      case 1 -> flip(b, random.nextInt(b.limit()), random);
      case 2 -> {
        for (int i = random.nextInt(8); i >= 0; i--) {
          flip(b, header + random.nextInt(b.limit() - header), random);
        }
      }
      default -> {
        int from = header + random.nextInt(b.limit() - header);
        for (int at = from; at < Math.min(b.limit(), from + 12); at++) {
          b.put(at, (byte) random.nextInt());
        }
      }
    }
    if (b.limit() > header && random.nextInt(4) != 0) {
      b.putInt(BatchFormat.LENGTH, b.limit() - BatchFormat.LENGTH_OVERHEAD);
      BatchHeader.stampCrc(b, 0);
    }
    return random.nextBoolean() ? b : Batches.direct(b);
  }

  private static void flip(ByteBuffer b, int at, Random random) {
    b.put(at, (byte) (b.get(at) ^ 1 << random.nextInt(8)));
  }

  private static boolean isReadable(RecordCursor cursor, ByteBuffer b) {
    try {
      RecordBatches batches = new RecordBatches(b);
      boolean any = false;
      while (batches.next()) {
        any = true;
        cursor.open(b, batches.at());
        while (cursor.next()) {
          cursor.key();
          cursor.value();
          cursor.headers();
        }
      }
      return any;
    } catch (CorruptRecordException refused) {
      return false;
    }
  }
}
