package dev.klamm.core.log;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.core.engine.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a topic, above its log.
 *
 * <pre>
 *   start offset            high watermark              end offset
 *   |  durable: may be read  |  committed, not durable   |
 *   +------------------------+---------------------------+--- next append
 * </pre>
 *
 * Appends, trims and recovery run on the engine. Offsets, the high watermark, reads and listeners
 * are for any thread.
 */
public final class Partition {

  /**
   * Batches between two snapshots of the producers' state: what recovery after a crash has to walk
   * at most, give or take the size of the snapshot itself.
   */
  private static final int MIN_BATCHES_PER_SNAPSHOT = 4096;

  private final TopicPartition name;
  private final PartitionLog log;
  private final int leaderEpoch;
  private final Durability durability;
  private final ProducerStates producers = new ProducerStates();
  private final Set<ProgressListener> listeners = new LinkedHashSet<>();

  private long endOffset;
  private int batchesSinceSnapshot;
  private volatile LeaderEpochs epochs = LeaderEpochs.NONE;
  private volatile long highWatermark;
  private volatile boolean closed;

  /**
   * @param leaderEpoch the store's epoch
   * @param durability what the high watermark waits for
   */
  public Partition(TopicPartition name, PartitionLog log, int leaderEpoch, Durability durability) {
    this.name = name;
    this.log = log;
    this.leaderEpoch = leaderEpoch;
    this.durability = durability;
    this.endOffset = log.endOffset();
    this.highWatermark = endOffset;
  }

  // ---- on the engine

  /**
   * Rebuilds what the store's keys and the log's own headers say of producers and epochs. Once,
   * before anything else.
   */
  public void recover(KeyValues keys) {
    byte[] savedEpochs = keys.get(PartitionKeys.epochs(log.id()));
    if (savedEpochs != null) {
      epochs = LeaderEpochs.fromBytes(savedEpochs);
    }
    byte[] savedProducers = keys.get(PartitionKeys.producers(log.id()));
    long from = savedProducers == null ? log.startOffset() : producers.restore(savedProducers);
    from = Math.max(from, log.startOffset());
    if (from < endOffset) {
      try (BatchCursor headers = log.headers(from)) {
        while (headers.next()) {
          producers.record(headers.header(), 0);
          batchesSinceSnapshot++;
        }
      }
    }
  }

  /**
   * Gives a batch the next offsets and adds it to the tick's commit.
   *
   * @param batch one valid batch, position to limit, stamped in place; left alone until the commit
   */
  public AppendResult append(Tick tick, ByteBuffer batch) {
    int at = batch.position();
    if (BatchFormat.producerId(batch, at) != BatchFormat.NO_PRODUCER_ID) {
      long duplicate = producers.offsetOfDuplicate(batch, at);
      if (duplicate != ProducerStates.IN_SEQUENCE) {
        return AppendResult.appended(duplicate, log.startOffset());
      }
      AppendResult refusal = producers.refusal(batch, at);
      if (refusal != null) {
        return refusal;
      }
    }
    return appendUnchecked(tick, batch, at);
  }

  private AppendResult appendUnchecked(Tick tick, ByteBuffer batch, int at) {
    beginEpoch(tick);
    long base = endOffset;
    BatchFormat.stamp(batch, at, base, leaderEpoch);
    long end = BatchFormat.lastOffset(batch, at) + 1;
    tick.batch().append(log.id(), base, end, BatchFormat.maxTimestamp(batch, at), batch);
    producers.record(batch, at);
    endOffset = end;
    snapshotIfDue(tick.batch());
    tick.whenDurable(durability, failure -> advanceHighWatermark(failure, end));
    return AppendResult.appended(base, log.startOffset());
  }

  /** The first append of a leader's reign says where its epoch begins. */
  private void beginEpoch(Tick tick) {
    if (epochs.latest() != leaderEpoch) {
      epochs = epochs.begin(leaderEpoch, endOffset);
      tick.batch().put(PartitionKeys.epochs(log.id()), epochs.toBytes());
    }
  }

  private void advanceHighWatermark(@Nullable RuntimeException failure, long to) {
    if (failure == null && to > highWatermark) {
      highWatermark = to;
      notifyListeners();
    }
  }

  /** Raises the log's start, at most to the high watermark. Takes effect with the tick's commit. */
  public void trim(Tick tick, long newStart) {
    if (newStart <= log.startOffset()) {
      return;
    }
    tick.batch().trimPrefix(log.id(), newStart);
    epochs = epochs.trim(newStart);
  }

  /** Forgets idempotent producers that last wrote before a moment. */
  public void expireProducers(Tick tick, long before) {
    if (producers.expire(before)) {
      snapshot(tick.batch());
    }
  }

  /** Saves the producers' state, so that recovery need not walk the log; for a clean stop. */
  public void snapshotIfChanged(Batch batch) {
    if (batchesSinceSnapshot > 0) {
      snapshot(batch);
    }
  }

  private void snapshotIfDue(Batch batch) {
    if (++batchesSinceSnapshot >= Math.max(MIN_BATCHES_PER_SNAPSHOT, 4 * producers.size())) {
      snapshot(batch);
    }
  }

  private void snapshot(Batch batch) {
    batch.put(PartitionKeys.producers(log.id()), producers.snapshot(endOffset));
    batchesSinceSnapshot = 0;
  }

  /** Removes the log and its keys, with the tick's commit; whoever waits for it is told. */
  public void drop(Tick tick) {
    tick.batch()
        .drop(log.id())
        .delete(PartitionKeys.producers(log.id()))
        .delete(PartitionKeys.epochs(log.id()));
    closed = true;
    tick.whenDurable(Durability.NONE, failure -> notifyListeners());
  }

  /** The producers that are remembered, for DescribeProducers. */
  public List<ActiveProducer> activeProducers() {
    List<ActiveProducer> active = new ArrayList<>(producers.size());
    producers.forEach(
        (id, state) ->
            active.add(
                new ActiveProducer(
                    id,
                    state.epoch(),
                    state.isEmpty() ? -1 : state.lastSequence(),
                    state.lastTimestamp())));
    return active;
  }

  // ---- any thread

  public TopicPartition name() {
    return name;
  }

  public LogId id() {
    return log.id();
  }

  /** Where the bytes are. */
  public PartitionLog log() {
    return log;
  }

  public int leaderEpoch() {
    return leaderEpoch;
  }

  public LeaderEpochs leaderEpochs() {
    return epochs;
  }

  /** Where an epoch ended: {@link LeaderEpochs#UNKNOWN} when this log cannot tell. */
  public LeaderEpochs.EpochEnd endOfEpoch(int epoch) {
    return epochs.endOf(epoch, leaderEpoch, highWatermark);
  }

  public long startOffset() {
    return log.startOffset();
  }

  /** One past the last record that may be read. */
  public long highWatermark() {
    return highWatermark;
  }

  /** One past the last record that a reader of committed transactions may see. */
  public long lastStableOffset() {
    return highWatermark;
  }

  public boolean isClosed() {
    return closed;
  }

  /**
   * Whole batches from the one that holds {@code from}, up to {@code upTo}; see {@link
   * PartitionLog#read}.
   */
  public RecordsRead read(long from, long upTo, int maxBytes, boolean minOneBatch) {
    return log.read(from, upTo, maxBytes, minOneBatch);
  }

  /**
   * Adds a listener. Look at the high watermark once more after adding it: what rose before is not
   * told.
   */
  public void addListener(ProgressListener listener) {
    synchronized (listeners) {
      listeners.add(listener);
    }
  }

  public void removeListener(ProgressListener listener) {
    synchronized (listeners) {
      listeners.remove(listener);
    }
  }

  private void notifyListeners() {
    List<ProgressListener> toTell;
    synchronized (listeners) {
      if (listeners.isEmpty()) {
        return;
      }
      toTell = new ArrayList<>(listeners);
    }
    for (ProgressListener listener : toTell) {
      listener.onProgress();
    }
  }

  /**
   * Whether a client's idea of the leader epoch fits; {@link KafkaError#NONE} if so or if it has
   * none.
   */
  public KafkaError checkEpoch(int claimed) {
    if (claimed == LeaderEpochs.UNKNOWN || claimed == leaderEpoch) {
      return KafkaError.NONE;
    }
    return claimed < leaderEpoch ? KafkaError.FENCED_LEADER_EPOCH : KafkaError.UNKNOWN_LEADER_EPOCH;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
