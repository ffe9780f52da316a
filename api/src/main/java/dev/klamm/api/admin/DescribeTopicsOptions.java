package dev.klamm.api.admin;

/**
 * Options of {@link Admin#describeTopics(TopicCollection, DescribeTopicsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeTopicsOptions extends AbstractOptions<DescribeTopicsOptions> {
  private int partitionSizeLimitPerResponse = 2000;

  /**
   * The most partitions that one answer of the broker brings; more come in further answers. 1 or
   * more.
   */
  public DescribeTopicsOptions partitionSizeLimitPerResponse(int limit) {
    partitionSizeLimitPerResponse = limit;
    return this;
  }

  public int partitionSizeLimitPerResponse() {
    return partitionSizeLimitPerResponse;
  }
}
