package dev.klamm.api.admin;

import java.util.OptionalInt;

/**
 * Options of {@link Admin#describeProducers(java.util.Collection, DescribeProducersOptions)}.
 *
 * @since 0.1
 */
public final class DescribeProducersOptions extends AbstractOptions<DescribeProducersOptions> {
  private OptionalInt brokerId = OptionalInt.empty();

  /** Asks this broker, which must have a replica; without, leaders are asked. */
  public DescribeProducersOptions brokerId(int id) {
    brokerId = OptionalInt.of(id);
    return this;
  }

  /** The broker to ask; empty for the leader of each partition. */
  public OptionalInt brokerId() {
    return brokerId;
  }
}
