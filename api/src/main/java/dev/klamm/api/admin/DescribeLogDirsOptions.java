package dev.klamm.api.admin;

/**
 * Options of {@link Admin#describeLogDirs(java.util.Collection, DescribeLogDirsOptions)}: only the
 * time limit.
 *
 * @since 0.1
 */
public final class DescribeLogDirsOptions extends AbstractOptions<DescribeLogDirsOptions> {}
