package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Headers, timestamps and extents: what is found without reading records. */
interface IndexRules extends StorageRules {

  @Test
  default void aCursorWalksEveryHeaderInOrder() {
    ByteBuffer records = TestBatches.run(0, 500, 3);
    fixture().append(A, records);
    fixture().append(A, TestBatches.at(1_500).records(1, 2_000_000).build());
    fixture().append(A, TestBatches.batch(1_501, 1));

    try (BatchCursor cursor = log(A).headers(0)) {
      List<StoredBatch> headers = headers(cursor);
      assertThat(headers).hasSize(502);
      assertThat(headers.subList(0, 500)).isEqualTo(headersOf(TestBatches.split(records)));
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  default void aCursorBeginsWithTheBatchThatContainsItsOffset() {
    fixture().append(A, TestBatches.run(0, 4, 3));

    try (BatchCursor cursor = log(A).headers(4)) {
      assertThat(cursor.next()).isTrue();
      assertThat(BatchFormat.baseOffset(cursor.header(), 0)).isEqualTo(3);
    }
    try (BatchCursor cursor = log(A).headers(12)) {
      assertThat(cursor.next()).isFalse();
    }
    try (BatchCursor cursor = log(B).headers(0)) {
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  default void findByTimestampGivesTheFirstBatchThatIsLateEnough() {
    long[] timestamps = {10, 30, 20, 20, 40, -1, 50};
    for (int i = 0; i < timestamps.length; i++) {
      fixture().append(A, TestBatches.at(i * 2L).records(2, 9).timestamp(timestamps[i]).build());
    }
    PartitionLog log = log(A);

    assertThat(log.findByTimestamp(0, 14)).isZero();
    assertThat(log.findByTimestamp(10, 14)).isZero();
    assertThat(log.findByTimestamp(11, 14)).isEqualTo(2);
    assertThat(log.findByTimestamp(31, 14)).isEqualTo(8);
    assertThat(log.findByTimestamp(41, 14)).isEqualTo(12);
    assertThat(log.findByTimestamp(51, 14)).isEqualTo(-1);
  }

  @Test
  default void findByTimestampKeepsBetweenStartAndUpTo() {
    for (int i = 0; i < 10; i++) {
      fixture().append(A, TestBatches.at(i * 2L).records(2, 9).timestamp(100 - i).build());
    }
    store().commit(new Batch().trimPrefix(A, 5));
    PartitionLog log = log(A);

    assertThat(log.findByTimestamp(98, 20)).as("ends after the start").isEqualTo(4);
    assertThat(log.findByTimestamp(99, 20)).as("was trimmed").isEqualTo(-1);
    assertThat(log.findByTimestamp(0, 5)).as("begins before upTo").isEqualTo(4);
    assertThat(log.findByTimestamp(0, 4)).as("begins at upTo").isEqualTo(-1);
    assertThat(log(B).findByTimestamp(0, 20)).as("empty log").isEqualTo(-1);
  }

  @Test
  default void findByTimestampAgreesWithAWalkOfALongLog() {
    Random random = new Random(4);
    List<StoredBatch> all = new ArrayList<>();
    for (long end = 0; end < 4_000; end += 2) {
      ByteBuffer batch =
          TestBatches.at(end)
              .records(2, random.nextInt(1_000))
              .timestamp(end + random.nextInt(500))
              .build();
      all.addAll(TestBatches.split(batch));
      fixture().append(A, batch);
    }
    store().commit(new Batch().trimPrefix(A, 333));

    for (int i = 0; i < 500; i++) {
      long timestamp = random.nextInt(4_600);
      long upTo = 2L * random.nextInt(2_001);
      assertThat(log(A).findByTimestamp(timestamp, upTo))
          .as("timestamp %d up to %d", timestamp, upTo)
          .isEqualTo(walk(all, 333, timestamp, upTo));
    }
  }

  private static long walk(List<StoredBatch> all, long start, long timestamp, long upTo) {
    for (StoredBatch batch : all) {
      if (batch.endOffset() > start
          && batch.baseOffset() < upTo
          && batch.maxTimestamp() >= timestamp) {
        return batch.baseOffset();
      }
    }
    return -1;
  }

  @Test
  default void extentsCoverTheLogWithoutGaps() {
    assertThat(sizeOf(log(A).extents())).isZero();
    long end = 0;
    for (int i = 0; i < 60; i++) {
      ByteBuffer records =
          TestBatches.at(end).records(2, 60_000).timestamp(i == 20 ? 5_000 : i).build();
      fixture().append(A, records);
      end += 2;
    }

    List<Extent> extents = log(A).extents();
    assertContiguous(extents);
    assertThat(extents.get(0).startOffset()).isZero();
    assertThat(sizeOf(extents)).isEqualTo(log(A).sizeInBytes());
    assertThat(extents.stream().mapToLong(Extent::maxTimestamp).max()).hasValue(5_000);
    assertThat(extents.stream().filter(e -> e.maxTimestamp() == 5_000)).hasSize(1);
  }

  @Test
  default void extentsFollowTrims() {
    for (int i = 0; i < 40; i++) {
      fixture().append(A, TestBatches.at(i * 2L).records(2, 100_000).build());
    }
    store().commit(new Batch().trimPrefix(A, 41));

    List<Extent> extents = log(A).extents();
    assertContiguous(extents);
    assertThat(extents.get(0).startOffset()).isLessThanOrEqualTo(41);
    assertThat(extents.get(0).endOffset()).isGreaterThan(41);
    store().commit(new Batch().trimPrefix(A, 80));
    assertThat(log(A).sizeInBytes()).isLessThan(300_000);
  }

  private void assertContiguous(List<Extent> extents) {
    for (int i = 1; i < extents.size(); i++) {
      assertThat(extents.get(i).startOffset()).isEqualTo(extents.get(i - 1).endOffset());
    }
    assertThat(extents.get(extents.size() - 1).endOffset()).isEqualTo(log(A).endOffset());
    for (Extent extent : extents) {
      assertThat(extent.endOffset()).isGreaterThan(extent.startOffset());
    }
  }

  private static long sizeOf(List<Extent> extents) {
    return extents.stream().mapToLong(Extent::sizeInBytes).sum();
  }

  /** The rest of a cursor, each batch cut to its header. */
  static List<StoredBatch> headers(BatchCursor cursor) {
    List<StoredBatch> headers = new ArrayList<>();
    while (cursor.next()) {
      ByteBuffer copy = ByteBuffer.allocate(BatchFormat.HEADER_SIZE);
      copy.put(0, cursor.header(), 0, BatchFormat.HEADER_SIZE);
      headers.add(new StoredBatch(copy));
    }
    return headers;
  }

  private static List<StoredBatch> headersOf(List<StoredBatch> batches) {
    return batches.stream()
        .map(b -> new StoredBatch(b.bytes().slice(0, BatchFormat.HEADER_SIZE)))
        .toList();
  }
}
