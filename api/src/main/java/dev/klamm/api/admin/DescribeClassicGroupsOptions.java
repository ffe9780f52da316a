package dev.klamm.api.admin;

/**
 * Options of {@link Admin#describeClassicGroups(java.util.Collection,
 * DescribeClassicGroupsOptions)}: only the time limit.
 *
 * @since 0.1
 */
public final class DescribeClassicGroupsOptions
    extends AbstractOptions<DescribeClassicGroupsOptions> {}
