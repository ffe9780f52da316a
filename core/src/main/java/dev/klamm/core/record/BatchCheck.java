package dev.klamm.core.record;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;

/**
 * What {@link BatchValidator} found out about a batch. Belongs to the validator, which fills it
 * anew for every batch.
 */
public final class BatchCheck {

  KafkaError error = KafkaError.NONE;
  String message = "";
  int recordIndex = -1;
  int count;
  int sizeInBytes;
  long maxTimestamp = BatchFormat.NO_TIMESTAMP;
  int maxTimestampDelta;

  BatchCheck() {}

  BatchCheck reset(int bytes) {
    error = KafkaError.NONE;
    message = "";
    recordIndex = -1;
    count = 0;
    sizeInBytes = bytes;
    maxTimestamp = BatchFormat.NO_TIMESTAMP;
    maxTimestampDelta = 0;
    return this;
  }

  BatchCheck refuse(KafkaError refusal, String why) {
    error = refusal;
    message = why;
    return this;
  }

  BatchCheck refuseRecord(KafkaError refusal, int index, String why) {
    recordIndex = index;
    return refuse(refusal, "record " + index + " of the batch: " + why);
  }

  public boolean isAccepted() {
    return error == KafkaError.NONE;
  }

  /** Why the batch is refused; {@link KafkaError#NONE} when it is not. */
  public KafkaError error() {
    return error;
  }

  /** What is wrong, for the client; empty when nothing is. */
  public String message() {
    return message;
  }

  /** Which record of the batch is to blame, from 0; -1 when it is none in particular (KIP-467). */
  public int recordIndex() {
    return recordIndex;
  }

  /** Records in the batch, once it is accepted. */
  public int count() {
    return count;
  }

  public int sizeInBytes() {
    return sizeInBytes;
  }

  /** The largest timestamp of the batch as it is stored, once it is accepted. */
  public long maxTimestamp() {
    return maxTimestamp;
  }

  /** Distance of the first record that has it from the base offset. */
  public int maxTimestampDelta() {
    return maxTimestampDelta;
  }
}
