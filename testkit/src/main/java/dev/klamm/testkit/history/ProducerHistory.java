package dev.klamm.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * What one producer does, in the order in which it does it.
 *
 * @since 0.1
 */
public final class ProducerHistory {

  private final History history;
  private final String name;

  ProducerHistory(History history, String name) {
    this.history = history;
    this.name = name;
  }

  /**
   * A record without a key is going to be sent.
   *
   * @param id is this record's and no other's
   */
  public SendHistory send(String topic, long id) {
    return send(topic, null, id, null);
  }

  /** A record with a key, which matters for compacted topics. */
  public SendHistory send(String topic, Object key, long id) {
    return send(topic, key, id, null);
  }

  /** A transaction begins. */
  public TransactionHistory begin() {
    synchronized (history) {
      TransactionHistory transaction =
          new TransactionHistory(history, this, history.transactions.size() + 1);
      history.transactions.add(transaction);
      history.note(name, "begins " + transaction);
      return transaction;
    }
  }

  SendHistory send(
      String topic, @Nullable Object key, long id, @Nullable TransactionHistory transaction) {
    synchronized (history) {
      long moment = history.note(name, "sends record " + id + " to " + topic);
      SendHistory send = new SendHistory(history, name, topic, key, id, moment, transaction);
      if (history.sends.putIfAbsent(id, send) != null) {
        throw new IllegalArgumentException("a record with id " + id + " was sent before");
      }
      return send;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
