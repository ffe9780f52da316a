package dev.klamm.api.consumer;

/**
 * How the members of a group agree on who reads what.
 *
 * @since 0.1
 */
public enum GroupProtocol {
  /** The members' leader shares out the partitions. */
  CLASSIC,
  /**
   * The broker shares out the partitions, and members give up only what goes to another (KIP-848).
   * Kafka 4.0 and later have it; with an older broker, {@link Consumer#poll} says so.
   */
  CONSUMER
}
