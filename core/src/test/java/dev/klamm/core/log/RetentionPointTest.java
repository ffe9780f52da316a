package dev.klamm.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which batches are too old or too many. */
final class RetentionPointTest {

  private static final int BATCH_BYTES = 1000;

  private final LogStore store =
      MemoryStorage.volatileStore()
          .open(
              new StorageContext(
                  Clock.system(), Thread::new, new SplittableRandom(1), CommitListener.NONE));
  private final PartitionLog log = store.log(new LogId(new Uuid(1, 1), 0));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void batchesBeforeTheFirstYoungOneGo() {
    append(100, 200, 300);
    assertThat(RetentionPoint.byAge(log, 200, 3)).isEqualTo(1);
    assertThat(RetentionPoint.byAge(log, 201, 3)).isEqualTo(2);
    assertThat(RetentionPoint.byAge(log, 50, 3)).isZero();
  }

  @Test
  void whereNothingIsYoungEverythingGoes() {
    append(100, 200, 300);
    assertThat(RetentionPoint.byAge(log, 301, 3)).isEqualTo(3);
  }

  @Test
  void anOldBatchBehindAYoungOneStays() {
    append(300, 100, 400);
    assertThat(RetentionPoint.byAge(log, 200, 3)).isZero();
  }

  @Test
  void recordsOfUnknownAgeStay() {
    append(-1, 100, 200);
    assertThat(RetentionPoint.byAge(log, 150, 3)).isEqualTo(RetentionPoint.KEEP_ALL);
  }

  @Test
  void anEmptyLogKeepsWhatItHas() {
    assertThat(RetentionPoint.byAge(log, 150, 0)).isEqualTo(RetentionPoint.KEEP_ALL);
    assertThat(RetentionPoint.bySize(log, 0, 0)).isEqualTo(RetentionPoint.KEEP_ALL);
  }

  @Test
  void atLeastTheSizeToKeepStays() {
    append(1, 2, 3, 4, 5);
    assertThat(RetentionPoint.bySize(log, 5 * BATCH_BYTES, 5)).isEqualTo(RetentionPoint.KEEP_ALL);
    assertThat(RetentionPoint.bySize(log, 5 * BATCH_BYTES - 1, 5)).isZero();
    assertThat(RetentionPoint.bySize(log, 3 * BATCH_BYTES, 5)).isEqualTo(2);
    assertThat(RetentionPoint.bySize(log, 3 * BATCH_BYTES - 1, 5)).isEqualTo(2);
    assertThat(RetentionPoint.bySize(log, 0, 5)).isEqualTo(5);
  }

  private void append(long... timestamps) {
    for (long timestamp : timestamps) {
      ByteBuffer batch = ByteBuffer.allocate(BATCH_BYTES);
      long base = log.endOffset();
      BatchFormat.stamp(batch, 0, base, 0);
      batch.putInt(BatchFormat.LENGTH, BATCH_BYTES - BatchFormat.LENGTH_OVERHEAD);
      batch.put(BatchFormat.MAGIC, BatchFormat.CURRENT_MAGIC);
      batch.putLong(BatchFormat.MAX_TIMESTAMP, timestamp);
      store.commit(new Batch().append(log.id(), base, base + 1, timestamp, batch));
    }
  }
}
