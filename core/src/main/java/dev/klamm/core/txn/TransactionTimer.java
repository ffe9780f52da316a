package dev.klamm.core.txn;

import dev.klamm.core.coordinator.TimerEvent;

/** What transactions wait for. */
sealed interface TransactionTimer extends TimerEvent {

  /** A transaction has been open for as long as its producer allows, unless it ended since. */
  record TransactionOver(String transactionalId) implements TransactionTimer {}

  /** Time to look for transactional ids that nobody uses any more. */
  record ExpiryCheckDue() implements TransactionTimer {}
}
