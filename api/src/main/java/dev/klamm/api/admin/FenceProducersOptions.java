package dev.klamm.api.admin;

/**
 * Options of {@link Admin#fenceProducers(java.util.Collection, FenceProducersOptions)}: only the
 * time limit.
 *
 * @since 0.1
 */
public final class FenceProducersOptions extends AbstractOptions<FenceProducersOptions> {}
