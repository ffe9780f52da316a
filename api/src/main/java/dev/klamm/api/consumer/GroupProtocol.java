package dev.klamm.api.consumer;

/**
 * How the members of a group agree on who reads what.
 *
 * @since 0.1
 */
public enum GroupProtocol {
  /** The members' leader shares out the partitions. */
  CLASSIC,
  /** The broker shares out the partitions (KIP-848). Comes in a later version. */
  CONSUMER
}
