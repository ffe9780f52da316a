/**
 * What brokers and clients count, and how it is read.
 *
 * <p>Those who do the work add to a {@link dev.klamm.core.metrics.Counter} or a {@link
 * dev.klamm.core.metrics.Histogram}, from any thread, without locks and without allocating; what
 * can be looked up is a {@link dev.klamm.core.metrics.Gauge}. Everything derived (rates, averages,
 * percentiles) is worked out by who reads, so that what nobody reads costs nearly nothing. {@link
 * dev.klamm.core.metrics.Metrics} holds them by name: one registry for each broker and each client,
 * none for the process. Rests on {@code api.metrics} only. Start reading at {@code Metrics}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.metrics;
