package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.producer.Callback;
import dev.klamm.api.producer.RecordMetadata;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sender of a record holds. Completed on the loop, after the callback returned. Cancelling
 * it gives up the outcome, not the record.
 */
class RecordFuture extends CompletableFuture<RecordMetadata> {
  private static final Logger LOG = LoggerFactory.getLogger(RecordFuture.class);
  private static final long UNKNOWN = -1;

  private final @Nullable Callback callback;
  private final long timestamp;
  private final int keySize;
  private final int valueSize;

  RecordFuture(@Nullable Callback callback, long timestamp, int keySize, int valueSize) {
    this.callback = callback;
    this.timestamp = timestamp;
    this.keySize = keySize;
    this.valueSize = valueSize;
  }

  long timestamp() {
    return timestamp;
  }

  /**
   * @param baseOffset of the batch, or -1
   * @param index the record's place in the batch
   * @param logAppendTime what the broker stamped, or -1 if it kept the record's timestamp
   */
  void succeed(TopicPartition partition, long baseOffset, int index, long logAppendTime) {
    long stored = logAppendTime >= 0 ? logAppendTime : timestamp;
    RecordMetadata metadata =
        new RecordMetadata(partition, baseOffset, index, stored, keySize, valueSize);
    if (callback != null) {
      tell(callback, metadata, null);
    }
    complete(metadata);
  }

  void fail(TopicPartition partition, KafkaException error) {
    if (callback != null) {
      tell(callback, new RecordMetadata(partition, UNKNOWN, 0, UNKNOWN, keySize, valueSize), error);
    }
    completeExceptionally(error);
  }

  private static void tell(
      Callback callback, RecordMetadata metadata, @Nullable KafkaException error) {
    try {
      callback.onCompletion(metadata, error);
    } catch (RuntimeException e) {
      // The other records of the batch must not suffer from one callback.
      LOG.error("The callback of a record to {} failed", metadata.topic(), e);
    }
  }
}
