package dev.klamm.core.consumer;

import dev.klamm.core.record.RecordBatches;
import dev.klamm.protocol.message.FetchResponse.AbortedTransaction;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What one fetch brought of one partition, waiting to be decoded. Belongs to the buffer's lock
 * while it is queued and to the polling thread while it is decoded. Its memory is part of a frame,
 * which {@link #release} gives back once all parts are.
 */
final class FetchedRecords {
  final PartitionState state;
  final int jumps;
  final int sizeInBytes;
  final AbortedProducers aborted;
  final RecordBatches batches;

  /** Whether the decoder is within the batch that {@link #batches} stands at. */
  boolean inBatch;

  /** Whether that batch could not be read, and is to be tried again. */
  boolean retryBatch;

  private final FrameLease lease;
  private boolean released;

  FetchedRecords(
      PartitionState state,
      ByteBuffer records,
      List<AbortedTransaction> aborted,
      FrameLease lease) {
    this.state = state;
    this.jumps = state.jumps;
    this.sizeInBytes = records.remaining();
    this.aborted = new AbortedProducers(aborted);
    this.batches = new RecordBatches(records);
    this.lease = lease;
  }

  /** Whether the position has jumped since, or the partition is gone. */
  boolean isVoid() {
    return state.jumps != jumps;
  }

  void release() {
    if (!released) {
      released = true;
      lease.release();
    }
  }
}
