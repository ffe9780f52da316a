package dev.klamm.tck.storage;

/** What can be wrong with a {@link ModelStorage}, to see that the contract notices. */
enum Bug {
  NONE,
  /** A refused commit leaves what came before the refused operation. */
  HALF_COMMITS,
  /** An abort loses the last commit that was durable. */
  LOSES_DURABLE,
  /** An abort loses a commit and keeps the one after it. */
  LEAVES_OUT_A_COMMIT,
  /** A read in a gap gives nothing. */
  STOPS_AT_GAPS,
  EXCEEDS_MAX_BYTES,
  IGNORES_UP_TO,
  IGNORES_MIN_ONE_BATCH,
  /** A read begins at the next batch when its offset lies inside one. */
  SKIPS_TO_NEXT_BATCH,
  /** Views show garbage after a trim. */
  VIEWS_DIE_WITH_THEIR_RANGE,
  SIGNED_KEYS,
  FORGETS_EMPTY_VALUES,
  EPOCH_STAYS,
  NO_LOCK,
  TIMESTAMPS_IGNORE_START,
  FORGETS_THE_END_OF_TRIMMED_LOGS,
  LEAVES_A_THREAD,
  DURABILITY_FALLS,
  DOES_NOT_TELL
}
