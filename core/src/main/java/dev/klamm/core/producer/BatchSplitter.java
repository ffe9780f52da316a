package dev.klamm.core.producer;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.Header;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import java.util.List;

/** Makes two batches of one that is too large, in the order of its records. On the loop only. */
final class BatchSplitter {
  private final RecordAccumulator accumulator;
  private final RecordCursor cursor = new RecordCursor(Codecs.builtIn(), 0);

  BatchSplitter(RecordAccumulator accumulator) {
    this.accumulator = accumulator;
  }

  /**
   * @param batch with two records or more; what waits for it waits for the second part
   */
  List<ProducerBatch> split(ProducerBatch batch, long nowNanos) {
    int half = batch.count() / 2;
    cursor.open(batch.plain(), 0);
    ProducerBatch first = part(batch, 0, half, nowNanos);
    ProducerBatch second = part(batch, half, batch.count(), nowNanos);
    batch.takeListeners().forEach(second::onDone);
    return List.of(first, second);
  }

  private ProducerBatch part(ProducerBatch batch, int from, int to, long nowNanos) {
    RecordBatchBuilder records = new RecordBatchBuilder(BatchFormat.HEADER_SIZE);
    if (accumulator.options().transactionalId() != null) {
      records.transactional();
    }
    RecordFuture[] futures = new RecordFuture[to - from];
    for (int i = from; i < to; i++) {
      cursor.next();
      Header[] headers = cursor.headers();
      records.append(cursor.timestamp(), cursor.key(), cursor.value(), headers);
      futures[i - from] = batch.future(i);
    }
    int size = records.memory().length;
    accumulator.pool().reserve(size);
    ProducerBatch part =
        new ProducerBatch(batch.partition, records, futures, size, batch.createdNanos);
    part.attempts = batch.attempts;
    part.firstTryNanos = batch.firstTryNanos;
    part.retryAtNanos = nowNanos;
    return part;
  }
}
