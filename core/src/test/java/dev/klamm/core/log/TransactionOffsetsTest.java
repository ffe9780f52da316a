package dev.klamm.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How far readers of committed records may go, and what they are to leave out. */
final class TransactionOffsetsTest {

  private final UnstableOffsets unstable = new UnstableOffsets();

  @Test
  void theFirstOpenTransactionHoldsReadersUp() {
    assertThat(unstable.first()).isEqualTo(UnstableOffsets.NONE);
    unstable.begin(5);
    unstable.begin(3);
    assertThat(unstable.first()).isEqualTo(3);
  }

  @Test
  void aTransactionHoldsReadersUpUntilItsMarkerIsDurable() {
    unstable.begin(3);
    unstable.begin(5);
    unstable.end(3, 8);
    unstable.durableUpTo(7);
    assertThat(unstable.first()).isEqualTo(3);
    unstable.durableUpTo(8);
    assertThat(unstable.first()).isEqualTo(5);
  }

  @Test
  void transactionsMayEndInAnotherOrderThanTheyBegan() {
    unstable.begin(3);
    unstable.begin(5);
    unstable.end(5, 8);
    unstable.durableUpTo(8);
    assertThat(unstable.first()).isEqualTo(3);
    unstable.end(3, 9);
    unstable.durableUpTo(9);
    assertThat(unstable.first()).isEqualTo(UnstableOffsets.NONE);
  }

  @Test
  void abortedTransactionsAreFoundWhereTheyReachInto() {
    AbortedTransactions aborted = three();
    assertThat(aborted.between(0, 100)).extracting(AbortedTransaction::producerId).hasSize(3);
    assertThat(aborted.between(0, 5)).containsExactly(one(0, 0, 10));
    assertThat(aborted.between(10, 11)).containsExactly(one(0, 0, 10), one(1, 5, 20));
    assertThat(aborted.between(11, 100)).containsExactly(one(1, 5, 20), one(2, 25, 30));
    assertThat(aborted.between(31, 100)).isEmpty();
  }

  @Test
  void abortedTransactionsGoWithTheStartOfTheLog() {
    AbortedTransactions trimmed = three().trim(20);
    assertThat(trimmed.between(0, 100)).containsExactly(one(1, 5, 20), one(2, 25, 30));
    assertThat(trimmed.trim(31).size()).isZero();
    assertThat(three().trim(0).size()).isEqualTo(3);
  }

  @Test
  void whoLooksAtAbortedTransactionsIsNotDisturbedByNewOnes() {
    AbortedTransactions seen = AbortedTransactions.NONE;
    for (int i = 0; i < 100; i++) {
      seen = seen.with(one(i, i * 10L, i * 10L + 5));
      List<AbortedTransaction> before = seen.between(0, Long.MAX_VALUE);
      seen.with(one(-1, 5000, 5001));
      assertThat(seen.between(0, Long.MAX_VALUE)).isEqualTo(before).hasSize(i + 1);
    }
  }

  private static AbortedTransactions three() {
    return AbortedTransactions.NONE.with(one(0, 0, 10)).with(one(1, 5, 20)).with(one(2, 25, 30));
  }

  private static AbortedTransaction one(long producer, long first, long last) {
    return new AbortedTransaction(producer, first, last);
  }
}
