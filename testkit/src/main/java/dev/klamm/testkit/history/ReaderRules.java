package dev.klamm.testkit.history;

import dev.klamm.api.consumer.IsolationLevel;
import java.util.Map;

/** What holds of each reader. */
final class ReaderRules {

  private final History history;
  private final Judgement judgement;

  ReaderRules(History history, Judgement judgement) {
    this.history = history;
    this.judgement = judgement;
  }

  void check() {
    for (ReaderHistory reader : history.readers) {
      for (ReaderHistory.Read read : reader.reads) {
        if (!history.deleted.contains(read.partition().topic())) {
          check(reader, read);
        }
      }
    }
  }

  private void check(ReaderHistory reader, ReaderHistory.Read read) {
    if (read.offset() < read.from()) {
      judgement.broken(
          Rule.READ_FORWARD,
          "%s read %s@%d where it was at %d already"
              .formatted(reader.name, read.partition(), read.offset(), read.from()));
    }
    LogHistory log = history.log(read.partition(), reader.isolation);
    if (log != null && read.from() != ReaderHistory.UNKNOWN_POSITION) {
      checkNothingLeftOut(reader, read, log);
    }
    LogHistory all = history.log(read.partition(), IsolationLevel.READ_UNCOMMITTED);
    if (all != null) {
      checkStays(reader, read, all);
    }
  }

  private void checkNothingLeftOut(ReaderHistory reader, ReaderHistory.Read read, LogHistory log) {
    if (read.from() >= read.offset()) {
      return;
    }
    Map.Entry<Long, Long> first = log.records.ceilingEntry(read.from());
    if (first != null && first.getKey() < read.offset()) {
      judgement.broken(
          Rule.READ_ALL,
          "%s read %s@%d after %d and left out record %d at %d"
              .formatted(
                  reader.name,
                  read.partition(),
                  read.offset(),
                  read.from(),
                  first.getValue(),
                  first.getKey()));
    }
  }

  private void checkStays(ReaderHistory reader, ReaderHistory.Read read, LogHistory all) {
    boolean cleaned =
        read.offset() < all.startOffset || history.compacted.contains(read.partition().topic());
    if (!cleaned && all.at(read.offset()) == null) {
      judgement.broken(
          Rule.READ_STAYS,
          "%s read record %d at %s@%d, which is gone"
              .formatted(reader.name, read.id(), read.partition(), read.offset()));
    }
  }
}
