package dev.klamm.api.admin;

/**
 * Options of {@link Admin#describeCluster(DescribeClusterOptions)}.
 *
 * @since 0.1
 */
public final class DescribeClusterOptions extends AbstractOptions<DescribeClusterOptions> {
  private boolean includeFencedBrokers;

  /** Whether to list brokers that are registered but do not serve at the moment. */
  public DescribeClusterOptions includeFencedBrokers(boolean on) {
    includeFencedBrokers = on;
    return this;
  }

  public boolean includeFencedBrokers() {
    return includeFencedBrokers;
  }
}
