package dev.klamm.testkit.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction. Until its outcome is told, it may be committed or not once {@link #committing}
 * was called, and is not before.
 *
 * @since 0.1
 */
public final class TransactionHistory {

  private enum Outcome {
    OPEN,
    UNKNOWN,
    COMMITTED,
    ABORTED
  }

  private final History history;
  private final ProducerHistory producer;
  private final int number;
  final List<SendHistory> sends = new ArrayList<>();
  final List<Processed> processed = new ArrayList<>();
  private Outcome outcome = Outcome.OPEN;
  private long committingAt = Long.MAX_VALUE;

  /** An input, and the record that was made of it. */
  record Processed(Object input, SendHistory output) {}

  TransactionHistory(History history, ProducerHistory producer, int number) {
    this.history = history;
    this.producer = producer;
    this.number = number;
  }

  /** A record is going to be sent in this transaction. */
  public SendHistory send(String topic, long id) {
    return send(topic, null, id);
  }

  /** A record with a key. */
  public SendHistory send(String topic, @Nullable Object key, long id) {
    synchronized (history) {
      SendHistory send = producer.send(topic, key, id, this);
      sends.add(send);
      return send;
    }
  }

  /**
   * A record is going to be sent that is made of an input, of which nothing else must be made for
   * good.
   *
   * @param input with {@code equals}: a partition and an offset, say
   */
  public SendHistory process(Object input, String topic, long id) {
    synchronized (history) {
      SendHistory send = send(topic, id);
      processed.add(new Processed(input, send));
      return send;
    }
  }

  /** The transaction is going to be committed. */
  public void committing() {
    synchronized (history) {
      outcome = Outcome.UNKNOWN;
      committingAt = history.note(producer.toString(), "commits " + this);
    }
  }

  /** It is committed. */
  public void committed() {
    end(Outcome.COMMITTED, "has committed ");
  }

  /** It is aborted, or ended in a way that amounts to it: its producer was fenced before commit. */
  public void aborted() {
    end(Outcome.ABORTED, "has aborted ");
  }

  private void end(Outcome how, String words) {
    synchronized (history) {
      outcome = how;
      history.note(producer.toString(), words + this);
    }
  }

  boolean isCommitted() {
    return outcome == Outcome.COMMITTED;
  }

  /** Nobody may ever see it: aborted, or left without a commit. */
  boolean isAborted() {
    return outcome == Outcome.ABORTED;
  }

  /** Whether a reader of committed records may see it at a moment. */
  boolean mayBeVisible(long moment) {
    return moment > committingAt;
  }

  @Override
  public String toString() {
    return "transaction " + number + " of " + producer;
  }
}
