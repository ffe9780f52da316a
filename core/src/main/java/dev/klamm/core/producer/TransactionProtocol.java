package dev.klamm.core.producer;

/** The two ways in which brokers learn what belongs to a transaction. */
enum TransactionProtocol {
  /**
   * The producer says so beforehand (KIP-98). An epoch lasts for many transactions; after a failure
   * the producer asks for the next one (KIP-360).
   */
  ADDED_FIRST(0, 11, 0, 4, 0, 4),

  /**
   * Writing says so, and each transaction has an epoch of its own, which the end of the one before
   * brings (KIP-890): whatever is still under way then is refused.
   */
  ADDED_BY_WRITING(12, 13, 5, 5, 5, 5);

  /** Clusters whose {@code transaction.version} has this level or more take what is added so. */
  private static final int LEVEL_OF_ADDING_BY_WRITING = 2;

  static final String FEATURE = "transaction.version";

  /** Versions of Produce, TxnOffsetCommit and EndTxn, first and latest. */
  final int firstProduce;

  final int latestProduce;
  final int firstOffsetCommit;
  final int latestOffsetCommit;
  final int firstEnd;
  final int latestEnd;

  TransactionProtocol(
      int firstProduce,
      int latestProduce,
      int firstOffsetCommit,
      int latestOffsetCommit,
      int firstEnd,
      int latestEnd) {
    this.firstProduce = firstProduce;
    this.latestProduce = latestProduce;
    this.firstOffsetCommit = firstOffsetCommit;
    this.latestOffsetCommit = latestOffsetCommit;
    this.firstEnd = firstEnd;
    this.latestEnd = latestEnd;
  }

  static TransactionProtocol ofLevel(short level) {
    return level >= LEVEL_OF_ADDING_BY_WRITING ? ADDED_BY_WRITING : ADDED_FIRST;
  }

  boolean addsByWriting() {
    return this == ADDED_BY_WRITING;
  }
}
