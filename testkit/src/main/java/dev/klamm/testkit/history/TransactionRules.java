package dev.klamm.testkit.history;

import dev.klamm.api.consumer.IsolationLevel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of transactions, for those who read what is committed. */
final class TransactionRules {

  private final History history;
  private final Judgement judgement;
  private final Set<Long> visible = new HashSet<>();

  TransactionRules(History history, Judgement judgement) {
    this.history = history;
    this.judgement = judgement;
  }

  void check() {
    for (ReaderHistory reader : history.readers) {
      if (reader.isolation == IsolationLevel.READ_COMMITTED) {
        reader.reads.forEach(read -> checkRead(reader.name, read.id(), read.moment()));
      }
    }
    for (LogHistory log : history.logs.values()) {
      if (log.isolation == IsolationLevel.READ_COMMITTED) {
        visible.addAll(log.records.values());
        log.records.values().forEach(id -> checkRead("the log", id, Long.MAX_VALUE));
      }
    }
    history.transactions.forEach(this::checkWhole);
    checkProcessedOnce();
  }

  private void checkRead(String who, long id, long moment) {
    SendHistory send = history.sends.get(id);
    TransactionHistory transaction = send == null ? null : send.transaction;
    if (transaction == null) {
      return;
    }
    if (transaction.isAborted()) {
      judgement.broken(Rule.NO_ABORTED_READ, who + " shows " + send + ", which was aborted");
    } else if (!transaction.mayBeVisible(moment)) {
      judgement.broken(Rule.NO_OPEN_READ, who + " shows " + send + ", which was open");
    }
  }

  private void checkWhole(TransactionHistory transaction) {
    SendHistory shown = null;
    SendHistory hidden = null;
    for (SendHistory send : transaction.sends) {
      if (isJudged(send)) {
        if (visible.contains(send.id)) {
          shown = send;
        } else {
          hidden = send;
        }
      }
    }
    checkWhole(transaction, shown, hidden);
  }

  private void checkWhole(
      TransactionHistory transaction, @Nullable SendHistory shown, @Nullable SendHistory hidden) {
    if (hidden != null && (shown != null || transaction.isCommitted())) {
      judgement.broken(
          Rule.TRANSACTION_WHOLE,
          "of %s, %s can be read and %s cannot".formatted(transaction, shown, hidden));
    }
  }

  /** Only what is known to have been written, where nothing is cleaned, can be missed. */
  private boolean isJudged(SendHistory send) {
    if (!send.acknowledged
        || send.partition == null
        || history.deleted.contains(send.topic)
        || history.compacted.contains(send.topic)) {
      return false;
    }
    LogHistory log = history.log(send.partition, IsolationLevel.READ_COMMITTED);
    return log != null && send.offset >= log.startOffset;
  }

  private void checkProcessedOnce() {
    Map<Object, SendHistory> outputs = new HashMap<>();
    for (TransactionHistory transaction : history.transactions) {
      for (TransactionHistory.Processed processed : transaction.processed) {
        if (visible.contains(processed.output().id)) {
          SendHistory other = outputs.putIfAbsent(processed.input(), processed.output());
          if (other != null) {
            judgement.broken(
                Rule.PROCESSED_ONCE,
                "%s became %s and %s".formatted(processed.input(), other, processed.output()));
          }
        }
      }
    }
  }
}
