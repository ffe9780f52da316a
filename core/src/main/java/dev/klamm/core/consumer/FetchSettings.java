package dev.klamm.core.consumer;

/** What fetches go by; the names are Kafka's. */
record FetchSettings(
    int minBytes,
    int maxBytes,
    int maxWaitMs,
    int maxPartitionBytes,
    boolean readCommitted,
    String rackId) {

  byte isolationLevel() {
    return (byte) (readCommitted ? 1 : 0);
  }
}
