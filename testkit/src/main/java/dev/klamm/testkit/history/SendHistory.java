package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way. Until its outcome is told, and when it failed for any reason but a
 * refusal, it may have been written or not.
 *
 * @since 0.1
 */
public final class SendHistory {

  private final History history;
  final String producer;
  final String topic;
  final @Nullable Object key;
  final long id;
  final long moment;
  final @Nullable TransactionHistory transaction;
  @Nullable TopicPartition partition;
  long offset = -1;
  boolean acknowledged;
  boolean refused;

  SendHistory(
      History history,
      String producer,
      String topic,
      @Nullable Object key,
      long id,
      long moment,
      @Nullable TransactionHistory transaction) {
    this.history = history;
    this.producer = producer;
    this.topic = topic;
    this.key = key;
    this.id = id;
    this.moment = moment;
    this.transaction = transaction;
  }

  /** The record's id. */
  public long id() {
    return id;
  }

  public String topic() {
    return topic;
  }

  /**
   * The record is written.
   *
   * @param atOffset as the acknowledgement has it; -1 if it does not tell
   */
  public void acknowledged(int inPartition, long atOffset) {
    synchronized (history) {
      partition = new TopicPartition(topic, inPartition);
      offset = atOffset;
      acknowledged = true;
      history.note(producer, "is told that record " + id + " is at " + partition + "@" + atOffset);
    }
  }

  /** The record is not written, and never will be. */
  public void refused() {
    synchronized (history) {
      refused = true;
      history.note(producer, "is refused record " + id);
    }
  }

  /** The record may be written or not; the same as saying nothing, but it can be traced. */
  public void failed() {
    synchronized (history) {
      history.note(producer, "does not know of record " + id);
    }
  }

  /** Whether it must be there: acknowledged, and committed if it is of a transaction. */
  boolean isPromised() {
    return acknowledged && (transaction == null || transaction.isCommitted());
  }

  @Override
  public String toString() {
    return "record " + id + " of " + producer + (transaction == null ? "" : " in " + transaction);
  }
}
