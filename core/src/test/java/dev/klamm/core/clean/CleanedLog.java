package dev.klamm.core.clean;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.log.AbortedTransaction;
import dev.klamm.core.log.AppendResult;
import dev.klamm.core.log.Partition;
import dev.klamm.core.log.PartitionKeys;
import dev.klamm.core.log.TransactionEnd;
import dev.klamm.core.net.ManualLoop;
import dev.klamm.core.record.ControlRecords;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.record.RecordBatches;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A partition in a store of some kind, with an engine and a clock that the test moves. */
final class CleanedLog {

  static final LogId ID = new LogId(new Uuid(3, 4), 0);

  /** Everything but the last batch may be compacted, at once. */
  static final CompactionSettings EAGER =
      new CompactionSettings(0, 0, Long.MAX_VALUE, 1_000, 1, Long.MAX_VALUE);

  private static final int MAX_BYTES = 64 << 20;

  final ManualLoop loop = new ManualLoop();
  final Codecs codecs = Codecs.builtIn();
  private final StorageBackend storage;
  private final SplittableRandom random = new SplittableRandom(5);
  LogStore store;
  Engine engine;
  Partition partition;
  DirtyPart part;
  CleanerLimits limits = CleanerLimits.DEFAULT;

  /** A record that is in the log. */
  record Stored(long offset, @Nullable String key, @Nullable String value) {
    @Override
    public String toString() {
      return offset + ":" + key + (value == null ? "" : "=" + value);
    }
  }

  CleanedLog(StorageBackend storage) {
    this.storage = storage;
    engine = new Engine(loop, loop);
    store = storage.open(new StorageContext(loop, Thread::new, random, engine));
    engine.attach(store);
    partition = newPartition();
    part = knownPart();
  }

  private Partition newPartition() {
    Partition fresh =
        new Partition(
            new TopicPartition("t", 0),
            store.log(ID),
            store.epoch(),
            storage.strongestDurability());
    fresh.recover(store.keyValues());
    return fresh;
  }

  private DirtyPart knownPart() {
    byte[] saved = store.keyValues().get(PartitionKeys.cleaner(ID));
    return new DirtyPart(store.log(ID), CleanerCheckpoint.fromBytes(saved));
  }

  void reopen(CloseMode mode) {
    store.close(mode);
    engine = new Engine(loop, loop);
    store = storage.open(new StorageContext(loop, Thread::new, random, engine));
    engine.attach(store);
    partition = newPartition();
    part = knownPart();
  }

  /** One batch: {@code k=v} is a record, {@code k} alone a tombstone, {@code =v} has no key. */
  long append(String... records) {
    return append(CompressionType.NONE, builder(loop.wallMillis(), records));
  }

  static RecordBatchBuilder builder(long timestamp, String... records) {
    RecordBatchBuilder builder = new RecordBatchBuilder(512);
    for (String record : records) {
      int sign = record.indexOf('=');
      String key = sign < 0 ? record : record.substring(0, sign);
      builder.append(
          timestamp,
          sign == 0 ? null : bytes(key),
          sign < 0 ? null : bytes(record.substring(sign + 1)));
    }
    return builder;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  long append(CompressionType type, RecordBatchBuilder builder) {
    if (type == CompressionType.NONE) {
      return append(builder.build());
    }
    try (var compressor = codecs.codec(type).newCompressor(codecs.codec(type).defaultLevel())) {
      return append(builder.build(type, compressor, new BoundedBytes(MAX_BYTES)));
    }
  }

  long append(ByteBuffer batch) {
    AtomicReference<AppendResult> result = new AtomicReference<>();
    engine.submit(tick -> result.set(partition.append(tick, batch)));
    loop.run();
    if (result.get().error() != KafkaError.NONE) {
      throw new AssertionError("append was refused: " + result.get());
    }
    return result.get().baseOffset();
  }

  /** A batch of a transaction, of a producer whose sequences it counts. */
  long appendInTransaction(long producer, int sequence, String... records) {
    RecordBatchBuilder builder = builder(loop.wallMillis(), records);
    builder.producer(producer, (short) 0, sequence).transactional();
    return append(builder.build());
  }

  void endTransaction(long producer, boolean committed) {
    engine.submit(
        tick ->
            partition.endTransaction(
                tick, new TransactionEnd(producer, (short) 0, committed, 0, false)));
    loop.run();
  }

  /** What a reader of committed records gets, as a client works it out from what it is told. */
  List<String> committed() {
    long start = partition.startOffset();
    long end = partition.lastStableOffset();
    List<AbortedTransaction> toBegin = new ArrayList<>(partition.abortedTransactions(start, end));
    toBegin.sort(Comparator.comparingLong(AbortedTransaction::firstOffset));
    Set<Long> aborting = new HashSet<>();
    List<String> all = new ArrayList<>();
    ByteBuffer bytes = bytes();
    RecordBatches batches = new RecordBatches(bytes);
    try (RecordCursor records = new RecordCursor(codecs, MAX_BYTES)) {
      while (batches.next() && BatchFormat.baseOffset(bytes, batches.at()) < end) {
        int at = batches.at();
        long producer = BatchFormat.producerId(bytes, at);
        while (!toBegin.isEmpty()
            && toBegin.get(0).firstOffset() <= BatchFormat.lastOffset(bytes, at)) {
          aborting.add(toBegin.remove(0).producerId());
        }
        records.open(bytes, at);
        while (records.next()) {
          if (BatchFormat.isControl(bytes, at)) {
            if (ControlRecords.type(records) == ControlRecords.Type.ABORT) {
              aborting.remove(producer);
            }
          } else if (!BatchFormat.isTransactional(bytes, at) || !aborting.contains(producer)) {
            all.add(
                new Stored(records.offset(), text(records.key()), text(records.value()))
                    .toString());
          }
        }
      }
    }
    return all;
  }

  void trim(long start) {
    engine.submit(tick -> partition.trim(tick, start));
    loop.run();
  }

  void update(CompactionSettings settings) {
    do {
      part.update(
          settings, partition.highWatermark(), partition.lastStableOffset(), loop.wallMillis());
    } while (part.isBehind());
  }

  /** One pass over all that may be compacted. */
  PassOutcome clean() {
    return clean(EAGER);
  }

  PassOutcome clean(CompactionSettings settings) {
    update(settings);
    AtomicReference<PassOutcome> outcome = new AtomicReference<>();
    PassFrame frame =
        new PassFrame(loop.wallMillis(), settings.deleteRetentionMs(), limits, new Throttle(loop));
    CleanerTools tools =
        new CleanerTools(engine, loop, storage.strongestDurability(), codecs, random, () -> false);
    new CleaningPass(partition, part, frame, tools, outcome::set).begin();
    loop.run();
    for (int i = 0; outcome.get() == null && i < 10_000; i++) {
      loop.advance(1_000);
    }
    if (outcome.get() == null) {
      throw new AssertionError("the pass does not end");
    }
    return outcome.get();
  }

  /** A pass that has to end well. */
  PassOutcome cleaned() {
    PassOutcome outcome = clean();
    if (outcome.failure() != null) {
      throw new AssertionError("the pass failed", outcome.failure());
    }
    return outcome;
  }

  List<Stored> records() {
    List<Stored> all = new ArrayList<>();
    ByteBuffer bytes = bytes();
    RecordBatches batches = new RecordBatches(bytes);
    try (RecordCursor records = new RecordCursor(codecs, MAX_BYTES)) {
      while (batches.next()) {
        records.open(bytes, batches.at());
        while (records.next()) {
          if (!BatchFormat.isControl(bytes, batches.at())) {
            all.add(new Stored(records.offset(), text(records.key()), text(records.value())));
          }
        }
      }
    }
    return all;
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** As {@code offset:key=value}. */
  List<String> texts() {
    return records().stream().map(Stored::toString).toList();
  }

  /** Base and last offset and number of records of each batch. */
  List<String> batches() {
    List<String> all = new ArrayList<>();
    ByteBuffer bytes = bytes();
    RecordBatches batches = new RecordBatches(bytes);
    while (batches.next()) {
      all.add(
          BatchFormat.baseOffset(bytes, batches.at())
              + "-"
              + BatchFormat.lastOffset(bytes, batches.at())
              + "x"
              + BatchFormat.recordCount(bytes, batches.at()));
    }
    return all;
  }

  ByteBuffer bytes() {
    long start = partition.startOffset();
    long end = partition.log().endOffset();
    try (RecordsView view =
        (RecordsView) partition.log().read(start, end, Integer.MAX_VALUE, true)) {
      ByteBuffer bytes = view.toBuffer();
      return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
  }
}
