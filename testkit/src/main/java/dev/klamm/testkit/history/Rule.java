package dev.klamm.testkit.history;

/**
 * What a {@link History} is judged by.
 *
 * @since 0.1
 */
public enum Rule {
  /** What is read was sent, to that topic, and was not refused. */
  NOT_INVENTED,
  /** An offset holds one record, whoever looks and whenever: readers, the log, acknowledgements. */
  NOT_CHANGED,
  /**
   * A record that was acknowledged, in a transaction one whose transaction was committed, is in the
   * log at the end, unless its log was trimmed, deleted, or compacted to a later one of its key.
   */
  NOT_LOST,
  /** A record is in the log at one offset at most. */
  NOT_DOUBLED,
  /** The records of one producer in one partition are in the order in which they were sent. */
  IN_ORDER,
  /** From one record to the next a reader goes forward. */
  READ_FORWARD,
  /** Between two records that it read, a reader left none out that it should have seen. */
  READ_ALL,
  /** A record that was read is still there at the end, unless it was cleaned away. */
  READ_STAYS,
  /** A reader of committed records saw none of an aborted transaction. */
  NO_ABORTED_READ,
  /** A reader of committed records saw none of a transaction before its commit was asked for. */
  NO_OPEN_READ,
  /** Of a transaction, all records can be read in the end or none. */
  TRANSACTION_WHOLE,
  /** What was made of an input within transactions can be read once. */
  PROCESSED_ONCE,
  /** A group's committed offset goes back only when that was asked for. */
  OFFSET_FORWARD,
  /** A group's committed offset is one that was committed. */
  OFFSET_COMMITTED,
  /** In one generation of a group, a partition has one owner at most. */
  ONE_OWNER
}
