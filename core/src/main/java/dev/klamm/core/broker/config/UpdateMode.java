package dev.klamm.core.broker.config;

/** When a broker's key may be changed (KIP-226). */
enum UpdateMode {
  /** At the broker's start only. */
  READ_ONLY,
  /** At any time, for one broker by its id. */
  PER_BROKER,
  /** At any time, for one broker or for all. */
  CLUSTER_WIDE
}
