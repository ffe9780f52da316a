package dev.klamm.tck.storage;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Commits of every kind, drawn from a seed, made to a store and to its model alike. */
final class RandomCommits {

  private static final int LOGS = 6;
  private static final int KEYS = 12;

  private final StoreFixture fixture;
  private final long seed;
  private final Random random;
  private StoreModel model = new StoreModel();

  RandomCommits(StoreFixture fixture, long seed) {
    this.fixture = fixture;
    this.seed = seed;
    this.random = new Random(seed);
  }

  StoreModel model() {
    return model;
  }

  Random random() {
    return random;
  }

  void continueFrom(StoreModel found) {
    model = found.copy();
  }

  void commitOne() {
    Batch batch = new Batch();
    if (random.nextInt(6) == 0) {
      fixture.makeDurable(fixture.store().durableUpTo(Durability.NONE));
      addReplace(batch);
    }
    StoreModel next = model.copy();
    next.apply(batch);
    for (int i = random.nextInt(6); i >= 0; i--) {
      Batch one = new Batch();
      addOne(one, next);
      next.apply(one);
      one.operations().forEach(operation -> BatchCopy.add(batch, operation));
    }
    fixture.store().commit(batch);
    model = next;
  }

  void maybeMakeDurable() {
    if (random.nextInt(5) == 0) {
      Durability[] levels = Durability.values();
      long last = fixture.store().durableUpTo(Durability.NONE);
      long upTo = last - random.nextInt((int) Math.min(last, 4) + 1);
      fixture.makeDurable(levels[random.nextInt(levels.length)], upTo);
    }
  }

  private void addOne(Batch batch, StoreModel now) {
    LogId id = anyLog();
    StoreModel.Log log = now.log(id);
    int kind = random.nextInt(20);
    if (kind < 10) {
      StoreFixture.appendTo(batch, id, records(log.endOffset()));
    } else if (kind < 14) {
      batch.put(anyKey(), new byte[random.nextInt(50)]);
    } else if (kind < 16) {
      batch.delete(anyKey());
    } else if (kind < 19) {
      long span = log.endOffset() - log.startOffset();
      double part = random.nextInt(3) == 0 ? 1 : random.nextDouble();
      batch.trimPrefix(id, log.startOffset() + Math.round(part * span));
    } else {
      batch.drop(id);
    }
  }

  private ByteBuffer records(long baseOffset) {
    ByteBuffer[] batches = new ByteBuffer[1 + random.nextInt(3)];
    long end = baseOffset;
    for (int i = 0; i < batches.length; i++) {
      int records = 1 + random.nextInt(4);
      int valueBytes = random.nextInt(30) == 0 ? 60_000 : random.nextInt(300);
      batches[i] = TestBatches.at(end).records(records, valueBytes).build();
      end += records;
    }
    return TestBatches.concat(batches);
  }

  /** Compacts a run of batches: drops some of them. */
  private void addReplace(Batch batch) {
    LogId id = anyLog();
    List<StoredBatch> batches = model.log(id).batches();
    if (batches.isEmpty()) {
      return;
    }
    int first = random.nextInt(batches.size());
    int last = first + random.nextInt(batches.size() - first);
    List<StoredBatch> kept =
        batches.subList(first, last + 1).stream().filter(b -> random.nextBoolean()).toList();
    ByteBuffer records =
        TestBatches.concat(kept.stream().map(StoredBatch::bytes).toArray(ByteBuffer[]::new));
    batch.replace(
        id,
        batches.get(first).baseOffset(),
        batches.get(last).endOffset(),
        StoreFixture.maxTimestamp(kept),
        records);
  }

  private LogId anyLog() {
    return StoreFixture.log(random.nextInt(LOGS));
  }

  private byte[] anyKey() {
    return StoreFixture.bytes("key" + random.nextInt(KEYS));
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
