package dev.klamm.api.producer;

import org.jspecify.annotations.Nullable;

/**
 * Told what became of a record.
 *
 * <p>Runs on the producer's own thread, so it must be quick and must not wait: while it runs,
 * nothing is sent. What it throws is logged and otherwise ignored. It may call {@code send}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Callback {
  /**
   * Exactly one of the two cases holds: there is no exception and the metadata says where the
   * record is; or there is one, and the metadata names topic and partition with -1 for what is not
   * known.
   *
   * @param exception a {@link dev.klamm.api.error.KafkaException}, or null if the record was sent
   */
  void onCompletion(RecordMetadata metadata, @Nullable Exception exception);
}
