package dev.klamm.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.storage.CloseMode;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.tck.storage.AssertingStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What compaction does to transactions: aborted ones go, and ends stay while there is anything. */
final class CompactedTransactionsTest {

  private static final long P = 7;

  private final AssertingStorage storage = new AssertingStorage(MemoryStorage.surviving());
  private final CleanedLog log = new CleanedLog(storage);

  @AfterEach
  void close() {
    log.store.close();
    storage.verify();
  }

  private void clean() {
    log.append("x=" + log.loop.wallMillis());
    log.cleaned();
  }

  @Test
  void recordsOfAnAbortedTransactionGoAndItsEndStaysUntilItsHorizon() {
    log.append("a=1");
    log.appendInTransaction(P, 0, "a=2", "b=1");
    log.endTransaction(P, false);
    log.appendInTransaction(P, 2, "c=1");
    log.endTransaction(P, true);
    clean();
    assertThat(log.texts()).containsExactly("0:a=1", "4:c=1", "6:x=" + log.loop.wallMillis());
    assertThat(log.batches()).startsWith("0-0x1", "3-3x1", "4-4x1", "5-5x1");

    clean();
    assertThat(log.partition.abortedTransactions(0, 100)).hasSize(1);
    log.loop.advance(1_000);
    clean();
    assertThat(log.batches()).startsWith("0-0x1", "4-4x1", "5-5x1");
    assertThat(log.partition.abortedTransactions(0, 100)).isEmpty();
    assertThat(log.committed()).startsWith("0:a=1", "4:c=1");

    log.reopen(CloseMode.ABORT);
    assertThat(log.partition.abortedTransactions(0, 100)).isEmpty();
    assertThat(log.committed()).startsWith("0:a=1", "4:c=1");
  }

  @Test
  void theEndOfACommittedTransactionStaysWhileARecordOfItDoes() {
    log.appendInTransaction(P, 0, "a=1", "b=1");
    log.endTransaction(P, true);
    log.append("a=2");
    clean();
    log.loop.advance(5_000);
    clean();
    clean();
    assertThat(log.committed()).startsWith("1:b=1", "3:a=2");
    assertThat(log.batches()).startsWith("0-1x1", "2-2x1");
  }

  @Test
  void nothingBeyondTheFirstOpenTransactionIsCompacted() {
    log.append("a=1");
    log.append("a=2");
    log.appendInTransaction(P, 0, "b=1");
    log.append("a=3");
    log.append("a=4");
    clean();

    assertThat(log.texts()).startsWith("1:a=2", "2:b=1", "3:a=3", "4:a=4");
    assertThat(log.part.firstDirty()).isEqualTo(2);
  }

  @Test
  void theLastBatchOfAnAbortedTransactionStaysEmptyForItsSequence() {
    log.appendInTransaction(P, 0, "a=1", "b=1");
    log.endTransaction(P, false);
    clean();

    assertThat(log.batches()).startsWith("0-1x0", "2-2x1");
    assertThat(log.committed()).hasSize(1);
  }
}
