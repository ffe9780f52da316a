package dev.klamm.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.storage.CloseMode;
import dev.klamm.core.clean.CleanedLog.Stored;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.tck.storage.FaultyStorage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A store that fails at any commit of a pass loses none of what the pass was to keep. */
final class CompactionCrashTest {

  private static final int VALUE_BYTES = 100_000;
  private static final int RECORDS = 80;

  @Test
  void aPassOfSeveralPiecesSurvivesAFailureAtEachOfItsCommits() {
    List<Stored> expected =
        keysAndOffsets(
            compacted(new FaultyStorage(MemoryStorage.surviving(), new SplittableRandom(1))));
    int failures = 0;
    for (int n = 1; n < 20; n++) {
      FaultyStorage faulty = new FaultyStorage(MemoryStorage.surviving(), new SplittableRandom(n));
      CleanedLog log = filled(faulty);
      faulty.failCommit(n, FaultyStorage.Fault.FULL);
      boolean failed = log.clean().failure() != null;
      if (!failed) {
        break;
      }
      failures++;
      log.reopen(CloseMode.ABORT);
      assertThat(keysAndOffsets(log)).as("killed at commit %d", n).containsAll(expected);
      log.cleaned();
      assertThat(keysAndOffsets(log)).as("killed at commit %d", n).isEqualTo(expected);
      log.store.close();
    }
    assertThat(failures).as("commits of one pass").isGreaterThan(2);
  }

  private static CleanedLog compacted(FaultyStorage storage) {
    CleanedLog log = filled(storage);
    log.cleaned();
    return log;
  }

  private static CleanedLog filled(FaultyStorage storage) {
    CleanedLog log = new CleanedLog(storage);
    for (int i = 0; i < RECORDS; i++) {
      RecordBatchBuilder builder = new RecordBatchBuilder(VALUE_BYTES + 100);
      builder.append(
          log.loop.wallMillis(),
          CleanedLog.bytes(i % 2 == 0 ? "again" : "k" + i),
          new byte[VALUE_BYTES]);
      log.append(builder.build());
    }
    return log;
  }

  private static List<Stored> keysAndOffsets(CleanedLog log) {
    return log.records().stream()
        .map(record -> new Stored(record.offset(), record.key(), null))
        .toList();
  }
}
