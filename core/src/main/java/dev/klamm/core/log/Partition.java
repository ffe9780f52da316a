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
import dev.klamm.core.record.ControlRecords;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a topic, above its log.
 *
 * <pre>
 *   start offset                     high watermark              end offset
 *   |        durable: may be read     |  committed, not durable   |
 *   +-------------+-------------------+---------------------------+--- next append
 *                 last stable offset: the first open transaction begins
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
  private final UnstableOffsets unstable = new UnstableOffsets();
  private final Set<ProgressListener> listeners = new LinkedHashSet<>();

  private long endOffset;
  private int batchesSinceSnapshot;
  private long snapshotOffset;
  private volatile LeaderEpochs epochs = LeaderEpochs.NONE;
  private volatile long highWatermark;
  private volatile long lastStableOffset;
  private volatile AbortedTransactions aborted = AbortedTransactions.NONE;
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
    this.lastStableOffset = endOffset;
  }

  // ---- on the engine

  /**
   * Rebuilds what the store's keys and the log's own headers say of producers, transactions and
   * epochs. Once, before anything else.
   */
  public void recover(KeyValues keys) {
    byte[] savedEpochs = keys.get(PartitionKeys.epochs(log.id()));
    if (savedEpochs != null) {
      epochs = LeaderEpochs.fromBytes(savedEpochs);
    }
    byte[] savedProducers = keys.get(PartitionKeys.producers(log.id()));
    if (savedProducers != null) {
      snapshotOffset = producers.restore(savedProducers);
    }
    long from = Math.max(snapshotOffset, log.startOffset());
    if (from < endOffset) {
      try (BatchCursor headers = log.headers(from)) {
        while (headers.next()) {
          producers.record(headers.header(), 0);
          batchesSinceSnapshot++;
        }
      }
    }
    recoverTransactions(keys);
  }

  private void recoverTransactions(KeyValues keys) {
    producers.forEach(
        (id, state) -> {
          if (state.transactionStart() != ProducerState.NO_TRANSACTION) {
            unstable.begin(state.transactionStart());
          }
        });
    keys.scan(
        PartitionKeys.aborted(log.id(), 0),
        PartitionKeys.aborted(log.id(), Long.MAX_VALUE),
        (key, value) -> aborted = aborted.with(PartitionKeys.readAborted(key, value)));
    publishLastStableOffset();
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

  /**
   * Ends a producer's transaction with a marker, or writes one for nothing where it has none open,
   * which fences its older epochs.
   */
  public AppendResult endTransaction(Tick tick, TransactionEnd end) {
    AppendResult refusal = producers.refusal(end);
    if (refusal != null) {
      return refusal;
    }
    long firstOffset = producers.transactionStart(end.producerId());
    ByteBuffer marker =
        ControlRecords.endTransaction(
            end.committed() ? ControlRecords.Type.COMMIT : ControlRecords.Type.ABORT,
            end.producerId(),
            end.epoch(),
            end.coordinatorEpoch(),
            tick.wallMillis());
    if (firstOffset != ProducerState.NO_TRANSACTION) {
      unstable.end(firstOffset, endOffset + 1);
      if (!end.committed()) {
        recordAborted(tick, new AbortedTransaction(end.producerId(), firstOffset, endOffset));
      }
    }
    AppendResult result = appendUnchecked(tick, marker, marker.position());
    producers.recordCoordinator(end.producerId(), end.coordinatorEpoch());
    return result;
  }

  private void recordAborted(Tick tick, AbortedTransaction transaction) {
    aborted = aborted.with(transaction);
    tick.batch()
        .put(
            PartitionKeys.aborted(log.id(), transaction.lastOffset()),
            PartitionKeys.abortedValue(transaction));
  }

  /** Whether a producer has a transaction open here, with this epoch. */
  public boolean isInTransaction(long producerId, short epoch) {
    return producers.isInTransaction(producerId, epoch);
  }

  private AppendResult appendUnchecked(Tick tick, ByteBuffer batch, int at) {
    beginEpoch(tick);
    long base = endOffset;
    BatchFormat.stamp(batch, at, base, leaderEpoch);
    long end = BatchFormat.lastOffset(batch, at) + 1;
    tick.batch().append(log.id(), base, end, BatchFormat.maxTimestamp(batch, at), batch);
    recordProducer(batch, at, base);
    endOffset = end;
    snapshotIfDue(tick.batch());
    tick.whenDurable(durability, failure -> advanceHighWatermark(failure, end));
    return AppendResult.appended(base, log.startOffset());
  }

  private void recordProducer(ByteBuffer batch, int at, long base) {
    producers.record(batch, at);
    if (BatchFormat.isTransactional(batch, at)
        && producers.transactionStart(BatchFormat.producerId(batch, at)) == base) {
      unstable.begin(base);
    }
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
      unstable.durableUpTo(to);
      publishLastStableOffset();
      notifyListeners();
    }
  }

  /** After the high watermark, so that whoever reads them the other way round finds it no lower. */
  private void publishLastStableOffset() {
    lastStableOffset = Math.min(highWatermark, Math.max(unstable.first(), log.startOffset()));
  }

  /** Raises the log's start, at most to the high watermark. Takes effect with the tick's commit. */
  public void trim(Tick tick, long newStart) {
    if (newStart <= log.startOffset()) {
      return;
    }
    tick.batch().trimPrefix(log.id(), newStart);
    epochs = epochs.trim(newStart);
    trimAborted(tick, newStart);
    tick.afterCommit(this::publishLastStableOffset);
    tick.whenDurable(durability, failure -> notifyListeners());
  }

  private void trimAborted(Tick tick, long newStart) {
    for (AbortedTransaction gone : aborted.between(0, newStart)) {
      if (gone.lastOffset() < newStart) {
        tick.batch().delete(PartitionKeys.aborted(log.id(), gone.lastOffset()));
      }
    }
    aborted = aborted.trim(newStart);
  }

  /**
   * Swaps whole batches for what compaction left of them; with the tick's commit. What recovery has
   * to know of their producers is saved along, as it may not be in the log any more.
   *
   * @param to at most the high watermark
   * @param maxTimestamp the largest of the batches that stay, or -1
   */
  public void replace(Tick tick, long from, long to, long maxTimestamp, ByteBuffer records) {
    if (snapshotOffset < to) {
      snapshot(tick.batch());
    }
    tick.batch().replace(log.id(), from, to, maxTimestamp, records);
  }

  /** What each remembered producer wrote last; no batch when that is a marker. */
  public Map<Long, ProducerEnd> producerEnds() {
    Map<Long, ProducerEnd> ends = new HashMap<>();
    producers.forEach(
        (id, state) ->
            ends.put(
                id,
                new ProducerEnd(
                    state.epoch(),
                    state.isEmpty() ? ProducerEnd.NO_BATCH : state.lastBaseOffset())));
    return ends;
  }

  /**
   * Forgets aborted transactions, with the same commit that takes their markers out of the log:
   * readers would otherwise wait for those in vain.
   *
   * @param markers their offsets
   */
  public void forgetAborted(Tick tick, Set<Long> markers) {
    if (!markers.isEmpty()) {
      markers.forEach(marker -> tick.batch().delete(PartitionKeys.aborted(log.id(), marker)));
      aborted = aborted.without(markers);
    }
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
    snapshotOffset = endOffset;
    batchesSinceSnapshot = 0;
  }

  /** Removes the log and its keys, with the tick's commit; whoever waits for it is told. */
  public void drop(Tick tick) {
    tick.batch()
        .drop(log.id())
        .delete(PartitionKeys.producers(log.id()))
        .delete(PartitionKeys.epochs(log.id()))
        .delete(PartitionKeys.cleaner(log.id()));
    trimAborted(tick, Long.MAX_VALUE);
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
                    state.lastTimestamp(),
                    state.coordinatorEpoch(),
                    state.transactionStart())));
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

  /**
   * One past the last record that a reader of committed transactions may see: nothing at or above
   * it is decided. Never above a high watermark read after it. Log cleaning goes no further.
   */
  public long lastStableOffset() {
    return lastStableOffset;
  }

  /**
   * The aborted transactions of which something lies between two offsets, the second exclusive and
   * at most the last stable offset. By the order in which they ended.
   */
  public List<AbortedTransaction> abortedTransactions(long from, long to) {
    return aborted.between(from, to);
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
