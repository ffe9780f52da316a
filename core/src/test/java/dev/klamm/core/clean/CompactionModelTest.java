package dev.klamm.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.record.CompressionType;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.core.clean.CleanedLog.Stored;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.tck.storage.AssertingStorage;
import dev.klamm.tck.storage.FaultyStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is written, deleted and trimmed, whenever it is compacted, restarted and killed: what is
 * left is what a list of all records says.
 */
final class CompactionModelTest {

  private static final int KEYS = 12;
  private static final long DELETE_RETENTION_MS = 1_000;
  private static final long PRODUCER = 9;

  /** Producers of transactions, which come and go beside one another. */
  private static final long[] TRANSACTIONAL = {20, 21};

  /** A record that was acknowledged, and when. */
  private record Written(Stored record, long at) {}

  /** All that was ever written, and of that what was aborted. */
  private final List<Written> written = new ArrayList<>();

  private final Set<Long> aborted = new HashSet<>();
  private final Map<Long, List<Long>> open = new HashMap<>();
  private final Map<Long, Integer> sequences = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatIsLeftIsWhatTheModelSays(int seed) {
    Random random = new Random(seed);
    FaultyStorage faulty = new FaultyStorage(MemoryStorage.surviving(), new SplittableRandom(seed));
    AssertingStorage storage = new AssertingStorage(faulty);
    CleanedLog log = new CleanedLog(storage);
    for (int i = 0; i < 300; i++) {
      int kind = random.nextInt(20);
      if (kind < 9) {
        append(log, random);
      } else if (kind < 12) {
        appendInTransaction(log, random);
      } else if (kind < 13) {
        endTransaction(log, random);
      } else if (kind < 15) {
        log.loop.advance(random.nextInt(700));
      } else if (kind < 18) {
        compact(log, random, faulty);
      } else if (kind < 19) {
        log.trim(trimPoint(log, random));
      } else {
        log.reopen(random.nextBoolean() ? CloseMode.CLEAN : CloseMode.ABORT);
      }
      check(log, seed + " step " + i);
    }
    log.store.close();
    storage.verify();
  }

  private static long trimPoint(CleanedLog log, Random random) {
    long start = log.partition.startOffset();
    return start + (log.partition.lastStableOffset() - start) * random.nextInt(30) / 100;
  }

  private void append(CleanedLog log, Random random) {
    String[] records = records(random);
    RecordBatchBuilder builder = CleanedLog.builder(log.loop.wallMillis(), records);
    if (random.nextBoolean()) {
      builder.producer(PRODUCER, (short) 0, nextSequence(PRODUCER, records.length));
    }
    CompressionType[] types = CompressionType.values();
    long base = log.append(types[random.nextInt(types.length)], builder);
    remember(log, base, records);
  }

  private void appendInTransaction(CleanedLog log, Random random) {
    long producer = TRANSACTIONAL[random.nextInt(TRANSACTIONAL.length)];
    String[] records = records(random);
    long base = log.appendInTransaction(producer, nextSequence(producer, records.length), records);
    remember(log, base, records);
    for (int i = 0; i < records.length; i++) {
      open.computeIfAbsent(producer, p -> new ArrayList<>()).add(base + i);
    }
  }

  private void endTransaction(CleanedLog log, Random random) {
    for (long producer : TRANSACTIONAL) {
      List<Long> offsets = open.remove(producer);
      if (offsets != null) {
        boolean committed = random.nextBoolean();
        log.endTransaction(producer, committed);
        if (!committed) {
          aborted.addAll(offsets);
        }
      }
    }
  }

  private int nextSequence(long producer, int records) {
    int sequence = sequences.getOrDefault(producer, 0);
    sequences.put(producer, sequence + records);
    return sequence;
  }

  private String[] records(Random random) {
    String[] records = new String[1 + random.nextInt(5)];
    for (int i = 0; i < records.length; i++) {
      String key = "k" + random.nextInt(KEYS);
      String value = "v".repeat(random.nextInt(200)) + written.size();
      records[i] = random.nextInt(5) == 0 ? key : key + "=" + value;
    }
    return records;
  }

  private void remember(CleanedLog log, long base, String... records) {
    for (int i = 0; i < records.length; i++) {
      written.add(new Written(stored(base + i, records[i]), log.loop.wallMillis()));
    }
  }

  private static Stored stored(long offset, String record) {
    int sign = record.indexOf('=');
    return sign < 0
        ? new Stored(offset, record, null)
        : new Stored(offset, record.substring(0, sign), record.substring(sign + 1));
  }

  /** Sometimes with a disk that fails in the midst, after which the broker starts again. */
  private static void compact(CleanedLog log, Random random, FaultyStorage faulty) {
    int keys = random.nextInt(3) == 0 ? 4 : 1_000;
    log.limits = new CleanerLimits(keys * 24L, 1, 256 << random.nextInt(5), Double.MAX_VALUE);
    boolean fails = random.nextInt(4) == 0;
    if (fails) {
      faulty.failWhile(() -> true, FaultyStorage.Fault.IO_ERROR);
    }
    PassOutcome outcome = log.clean();
    if (fails) {
      faulty.failWhile(() -> false, FaultyStorage.Fault.IO_ERROR);
      assertThat(outcome.failure()).isNotNull();
      log.reopen(CloseMode.ABORT);
    } else if (outcome.failure() != null) {
      throw new AssertionError("the pass failed", outcome.failure());
    }
  }

  private void check(CleanedLog log, String when) {
    Map<Long, Stored> byOffset = new HashMap<>();
    written.forEach(each -> byOffset.put(each.record().offset(), each.record()));
    assertThat(log.partition.highWatermark())
        .as(when)
        .isGreaterThan(written.isEmpty() ? -1 : written.get(written.size() - 1).record().offset());
    long before = -1;
    for (Stored each : log.records()) {
      assertThat(each.offset()).as(when).isGreaterThan(before);
      assertThat(each).as(when).isEqualTo(byOffset.get(each.offset()));
      before = each.offset();
    }
    Set<String> committed = new HashSet<>(log.committed());
    for (long offset : aborted) {
      assertThat(committed).as(when).doesNotContain(byOffset.get(offset).toString());
    }
    checkLatest(log, committed, when);
    checkCleanPart(log, log.partition.startOffset(), when);
  }

  /** The last record of each key is there, unless it is a tombstone that has had its time. */
  private void checkLatest(CleanedLog log, Set<String> committed, String when) {
    for (int key = 0; key < KEYS; key++) {
      Written last = lastOf("k" + key, log.partition.lastStableOffset());
      if (last == null || last.record().offset() < log.partition.startOffset()) {
        continue;
      }
      boolean mayBeGone =
          last.record().value() == null && log.loop.wallMillis() >= last.at() + DELETE_RETENTION_MS;
      if (!mayBeGone) {
        assertThat(committed).as("%s: %s", when, last).contains(last.record().toString());
      }
    }
  }

  private @Nullable Written lastOf(String key, long before) {
    for (int i = written.size() - 1; i >= 0; i--) {
      Stored record = written.get(i).record();
      if (key.equals(record.key())
          && record.offset() < before
          && !aborted.contains(record.offset())) {
        return written.get(i);
      }
    }
    return null;
  }

  private static void checkCleanPart(CleanedLog log, long start, String when) {
    log.update(CleanedLog.EAGER);
    Set<String> seen = new HashSet<>();
    for (Stored each : log.records()) {
      if (each.offset() >= start && each.offset() < log.part.firstDirty()) {
        assertThat(seen.add(String.valueOf(each.key()))).as("%s: %s twice", when, each).isTrue();
      }
    }
  }
}
