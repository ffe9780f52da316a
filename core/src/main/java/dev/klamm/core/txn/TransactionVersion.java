package dev.klamm.core.txn;

/** How a client goes about transactions: Kafka's feature {@code transaction.version}. */
public enum TransactionVersion {
  /** Partitions and groups are added before they are written to; the epoch stays (KIP-98). */
  V1,
  /** They are added by being written to; each end of a transaction raises the epoch (KIP-890). */
  V2
}
