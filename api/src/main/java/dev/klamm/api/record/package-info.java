/**
 * Records as bytes and as values: the layout of a batch ({@link dev.klamm.api.record.BatchFormat}),
 * batches at rest ({@link dev.klamm.api.record.RecordsView}), headers and timestamp types.
 *
 * <p>Everything here is either immutable or stateless and may be used from any thread, unless a
 * class says otherwise.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.api.record;
