package dev.klamm.api.storage;

/**
 * What a backend can do beyond the contract. A capability that is absent costs speed, never
 * behaviour.
 *
 * @since 0.1
 */
public enum StorageCapability {
  /** Commits survive the loss of the machine ({@link Durability#SHARED}). */
  SHARED,
  /** Reads give {@link dev.klamm.api.record.FileRecords}. */
  ZERO_COPY_FILE,
  /** Reads may give {@link dev.klamm.api.record.PendingRecords}. */
  ASYNC_READS,
  /** Nothing outlives {@code close}. */
  VOLATILE
}
