package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.IsolationLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a cluster asked for and what they saw, in the order in which it happened.
 *
 * @see dev.klamm.testkit.history
 * @since 0.1
 */
public final class History {

  final Map<Long, SendHistory> sends = new LinkedHashMap<>();
  final List<TransactionHistory> transactions = new ArrayList<>();
  final List<ReaderHistory> readers = new ArrayList<>();
  final Map<String, GroupHistory> groups = new LinkedHashMap<>();
  final Map<LogKey, LogHistory> logs = new LinkedHashMap<>();
  final Set<String> compacted = new HashSet<>();
  final Set<String> deleted = new HashSet<>();
  private final Map<String, ProducerHistory> producers = new HashMap<>();
  private @Nullable BiConsumer<String, String> listener;
  private long moments;

  record LogKey(TopicPartition partition, IsolationLevel isolation) {}

  /**
   * A producer, one that is idempotent and so keeps its order and repeats nothing. The same name
   * gives the same.
   */
  public synchronized ProducerHistory producer(String name) {
    return producers.computeIfAbsent(name, n -> new ProducerHistory(this, n));
  }

  /** A reader; each call makes another, whatever its name. */
  public synchronized ReaderHistory reader(String name, IsolationLevel isolation) {
    ReaderHistory reader = new ReaderHistory(this, name, isolation);
    readers.add(reader);
    return reader;
  }

  /** A group of consumers; the same id gives the same. */
  public synchronized GroupHistory group(String id) {
    return groups.computeIfAbsent(id, i -> new GroupHistory(this, i));
  }

  /**
   * What a partition holds at the end, when nothing is written any more; to be filled by {@link
   * LogHistory#holds}. What lies below the start counts as cleaned away.
   *
   * @param isolation whether this is all records, or those of committed transactions and of none
   */
  public synchronized LogHistory log(
      TopicPartition partition, IsolationLevel isolation, long startOffset, long endOffset) {
    LogHistory log = new LogHistory(this, partition, isolation, startOffset, endOffset);
    logs.put(new LogKey(partition, isolation), log);
    return log;
  }

  /** Records of this topic may go once there is a later one of the same key. */
  public synchronized void compacted(String topic) {
    compacted.add(topic);
  }

  /**
   * The topic is going to be deleted. From then on its records are not missed, and one of the same
   * name may begin anew.
   */
  public synchronized void deleted(String topic) {
    deleted.add(topic);
  }

  /**
   * Tells somebody of everything that is told to this history: a trace.
   *
   * @param reader is given who did something, and what
   */
  public synchronized void tell(BiConsumer<String, String> reader) {
    listener = reader;
  }

  /** What broke a rule; empty if nothing did. Can be asked at any time. */
  public synchronized List<Violation> judge() {
    return new Judgement(this).judge();
  }

  /** Writes something down; gives its place in the order of things. */
  long note(String who, String what) {
    if (listener != null) {
      listener.accept(who, what);
    }
    return ++moments;
  }

  @Nullable LogHistory log(TopicPartition partition, IsolationLevel isolation) {
    return logs.get(new LogKey(partition, isolation));
  }
}
