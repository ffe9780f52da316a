package dev.klamm.api.admin;

/**
 * Options of {@link Admin#describeConsumerGroups(java.util.Collection,
 * DescribeConsumerGroupsOptions)}: only the time limit.
 *
 * @since 0.1
 */
public final class DescribeConsumerGroupsOptions
    extends AbstractOptions<DescribeConsumerGroupsOptions> {}
