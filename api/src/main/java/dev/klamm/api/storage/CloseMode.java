package dev.klamm.api.storage;

/**
 * How to close a store.
 *
 * @since 0.1
 */
public enum CloseMode {
  /** Make every commit durable at the strongest level and leave the store quick to open. */
  CLEAN,
  /** Stop as if the process had been killed: flush nothing, write nothing more. For tests. */
  ABORT
}
