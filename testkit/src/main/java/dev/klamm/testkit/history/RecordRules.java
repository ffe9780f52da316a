package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.IsolationLevel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds of records: where they are, and that they are there once. */
final class RecordRules {

  private final History history;
  private final Judgement judgement;
  private final Map<Place, Long> contents = new HashMap<>();
  private final Map<Long, Place> places = new HashMap<>();

  private record Place(TopicPartition partition, long offset) {

    @Override
    public String toString() {
      return partition + "@" + offset;
    }
  }

  private record Line(TopicPartition partition, String producer) {}

  RecordRules(History history, Judgement judgement) {
    this.history = history;
    this.judgement = judgement;
  }

  void check() {
    for (LogHistory log : history.logs.values()) {
      log.records.forEach((offset, id) -> found(log.partition, offset, id, "the log"));
    }
    for (ReaderHistory reader : history.readers) {
      for (ReaderHistory.Read read : reader.reads) {
        found(read.partition(), read.offset(), read.id(), reader.name);
      }
    }
    history.sends.values().forEach(this::checkAcknowledged);
    history.logs.values().forEach(this::checkOrder);
  }

  private void found(TopicPartition partition, long offset, long id, String who) {
    checkSent(partition, offset, id, who);
    if (!history.deleted.contains(partition.topic())) {
      checkPlace(new Place(partition, offset), id, who);
    }
  }

  private void checkSent(TopicPartition partition, long offset, long id, String who) {
    SendHistory send = history.sends.get(id);
    if (send == null || send.refused || !send.topic.equals(partition.topic())) {
      String why =
          send == null
              ? "nobody sent it"
              : send.refused ? "it was refused" : "it was sent to " + send.topic;
      judgement.broken(
          Rule.NOT_INVENTED,
          "%s shows record %d at %s@%d, but %s".formatted(who, id, partition, offset, why));
    }
  }

  private void checkPlace(Place place, long id, String who) {
    Long other = contents.putIfAbsent(place, id);
    if (other != null && other != id) {
      judgement.broken(
          Rule.NOT_CHANGED,
          "%s shows record %d at %s, where record %d was seen".formatted(who, id, place, other));
    }
    Place elsewhere = places.putIfAbsent(id, place);
    if (elsewhere != null && !elsewhere.equals(place)) {
      judgement.broken(
          Rule.NOT_DOUBLED,
          "%s shows record %d at %s, which was seen at %s".formatted(who, id, place, elsewhere));
    }
  }

  private void checkAcknowledged(SendHistory send) {
    TopicPartition partition = send.partition;
    if (!send.acknowledged || partition == null || history.deleted.contains(send.topic)) {
      return;
    }
    if (send.offset >= 0) {
      checkPlace(new Place(partition, send.offset), send.id, "its acknowledgement");
    }
    LogHistory log = history.log(partition, IsolationLevel.READ_COMMITTED);
    if (log == null || send.transaction == null) {
      LogHistory all = history.log(partition, IsolationLevel.READ_UNCOMMITTED);
      log = all == null ? log : all;
    }
    if (log != null && send.isPromised() && isMissing(send, log)) {
      judgement.broken(
          Rule.NOT_LOST,
          "%s was acknowledged at %s@%d and is not in the log of %d to %d"
              .formatted(send, partition, send.offset, log.startOffset, log.endOffset));
    }
  }

  private boolean isMissing(SendHistory send, LogHistory log) {
    if (log.records.containsValue(send.id)) {
      return false;
    }
    if (send.offset >= 0 && send.offset < log.startOffset) {
      return false;
    }
    return !history.compacted.contains(send.topic) || !isReplaced(send, log);
  }

  /** Whether a later record has the same key. */
  private boolean isReplaced(SendHistory send, LogHistory log) {
    for (Map.Entry<Long, Long> entry : log.records.tailMap(send.offset, false).entrySet()) {
      SendHistory later = history.sends.get(entry.getValue());
      if (later != null && send.key != null && send.key.equals(later.key)) {
        return true;
      }
    }
    return false;
  }

  private void checkOrder(LogHistory log) {
    if (history.deleted.contains(log.partition.topic())) {
      return;
    }
    Map<Line, SendHistory> last = new HashMap<>();
    for (Map.Entry<Long, Long> entry : log.records.entrySet()) {
      SendHistory send = history.sends.get(entry.getValue());
      if (send != null) {
        SendHistory before = last.put(new Line(log.partition, send.producer), send);
        checkOrder(log, entry.getKey(), before, send);
      }
    }
  }

  private void checkOrder(
      LogHistory log, long offset, @Nullable SendHistory before, SendHistory send) {
    if (before != null && before.moment > send.moment) {
      judgement.broken(
          Rule.IN_ORDER,
          "%s is at %s@%d, behind %s, which was sent later"
              .formatted(send, log.partition, offset, before));
    }
  }
}
