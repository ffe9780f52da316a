package dev.klamm.api.admin;

/**
 * Options of {@link Admin#describeTransactions(java.util.Collection, DescribeTransactionsOptions)}:
 * only the time limit.
 *
 * @since 0.1
 */
public final class DescribeTransactionsOptions
    extends AbstractOptions<DescribeTransactionsOptions> {}
