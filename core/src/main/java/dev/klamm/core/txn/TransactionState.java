package dev.klamm.core.txn;

import org.jspecify.annotations.Nullable;

/**
 * Where a transactional id stands.
 *
 * <pre>
 *   EMPTY --first partition or group--> ONGOING --commit--> COMPLETE_COMMIT --+
 *     ^                                   ^  |                                |
 *     |                                   |  +---abort, time-out, fencing---> COMPLETE_ABORT
 *     |                                   +---------first partition or group--+--+
 *     +---------------------InitProducerId--------------------------------------+
 * </pre>
 */
enum TransactionState {
  EMPTY("Empty"),
  ONGOING("Ongoing"),
  COMPLETE_COMMIT("CompleteCommit"),
  COMPLETE_ABORT("CompleteAbort");

  private final String wireName;

  TransactionState(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  static TransactionState complete(boolean committed) {
    return committed ? COMPLETE_COMMIT : COMPLETE_ABORT;
  }

  static @Nullable TransactionState ofNumber(int number) {
    return number >= 0 && number < values().length ? values()[number] : null;
  }
}
