package dev.klamm.tck.storage;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.OffsetMismatchException;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a store must hold, in the plainest form: lists and a map. Says how a real store differs from
 * it.
 */
final class StoreModel {

  private static final Log EMPTY = new Log(0, 0, List.of());

  private final Map<LogId, Log> logs = new LinkedHashMap<>();
  private final NavigableMap<byte[], byte[]> keys = new TreeMap<>(Arrays::compareUnsigned);

  /** A log; immutable. */
  record Log(long startOffset, long endOffset, List<StoredBatch> batches) {

    Log append(long baseOffset, long newEnd, ByteBuffer records) {
      if (baseOffset != endOffset) {
        throw new OffsetMismatchException("append at " + baseOffset + ", end is " + endOffset);
      }
      List<StoredBatch> all = new ArrayList<>(batches);
      all.addAll(TestBatches.split(TestBatches.concat(records)));
      return new Log(startOffset, newEnd, all);
    }

    Log trim(long newStart) {
      if (newStart > endOffset) {
        throw new IllegalArgumentException("trim to " + newStart + ", end is " + endOffset);
      }
      long start = Math.max(startOffset, newStart);
      return new Log(start, endOffset, readable(start));
    }

    Log replace(long from, long to, ByteBuffer records) {
      List<StoredBatch> all = new ArrayList<>();
      batches.stream().filter(b -> b.endOffset() <= from).forEach(all::add);
      all.addAll(TestBatches.split(TestBatches.concat(records)));
      batches.stream().filter(b -> b.baseOffset() >= to).forEach(all::add);
      return new Log(startOffset, endOffset, all).trim(startOffset);
    }

    private List<StoredBatch> readable(long start) {
      return batches.stream().filter(b -> b.endOffset() > start).toList();
    }
  }

  StoreModel copy() {
    StoreModel copy = new StoreModel();
    copy.logs.putAll(logs);
    copy.keys.putAll(keys);
    return copy;
  }

  Log log(LogId id) {
    return logs.getOrDefault(id, EMPTY);
  }

  /** The logs that hold something or were trimmed. */
  List<LogId> logs() {
    return logs.keySet().stream().filter(id -> log(id).endOffset() > 0).toList();
  }

  NavigableMap<byte[], byte[]> keys() {
    return keys;
  }

  /** As a store does that keeps batches only. */
  void forgetEmptyLogs() {
    logs.values().removeIf(log -> log.batches().isEmpty());
  }

  void apply(Batch batch) {
    for (Batch.Operation operation : batch.operations()) {
      apply(operation);
    }
  }

  private void apply(Batch.Operation operation) {
    if (operation instanceof Batch.Append a) {
      logs.put(a.id(), log(a.id()).append(a.baseOffset(), a.endOffset(), a.records()));
    } else if (operation instanceof Batch.TrimPrefix t) {
      logs.put(t.id(), log(t.id()).trim(t.newStart()));
    } else if (operation instanceof Batch.Replace r) {
      logs.put(r.id(), log(r.id()).replace(r.startOffset(), r.endOffset(), r.records()));
    } else if (operation instanceof Batch.Drop d) {
      logs.remove(d.id());
    } else if (operation instanceof Batch.Put p) {
      keys.put(p.key(), p.value());
    } else if (operation instanceof Batch.Delete d) {
      keys.remove(d.key());
    }
  }

  /** The first difference between this and what a store holds, or null. */
  @Nullable String difference(StoreFixture fixture) {
    LogStore store = fixture.store();
    TreeSet<String> expected = new TreeSet<>();
    logs().forEach(id -> expected.add(id.toString()));
    TreeSet<String> actual = new TreeSet<>();
    store.logs().forEach(id -> actual.add(id.toString()));
    if (!expected.equals(actual)) {
      return "logs are " + actual + ", expected " + expected;
    }
    for (Map.Entry<LogId, Log> entry : logs.entrySet()) {
      String difference = difference(entry.getValue(), store.log(entry.getKey()));
      if (difference != null) {
        return difference;
      }
    }
    List<String> keysSeen = fixture.scanAll();
    return keysSeen.equals(scan()) ? null : "keys are " + keysSeen + ", expected " + scan();
  }

  private static @Nullable String difference(Log expected, PartitionLog actual) {
    if (actual.startOffset() != expected.startOffset()
        || actual.endOffset() != expected.endOffset()) {
      return "%s is [%d..%d), expected [%d..%d)"
          .formatted(
              actual.id(),
              actual.startOffset(),
              actual.endOffset(),
              expected.startOffset(),
              expected.endOffset());
    }
    List<StoredBatch> batches = StoreFixture.read(actual, actual.startOffset());
    return batches.equals(expected.batches())
        ? null
        : actual.id() + " holds " + batches + ", expected " + expected.batches();
  }

  private List<String> scan() {
    List<String> all = new ArrayList<>();
    keys.forEach((k, v) -> all.add(text(k, v)));
    return all;
  }

  static String text(byte[] key, byte[] value) {
    return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
  }
}
