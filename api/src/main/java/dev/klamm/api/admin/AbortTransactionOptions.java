package dev.klamm.api.admin;

/**
 * Options of {@link Admin#abortTransaction(AbortTransactionSpec, AbortTransactionOptions)}: only
 * the time limit.
 *
 * @since 0.1
 */
public final class AbortTransactionOptions extends AbstractOptions<AbortTransactionOptions> {}
