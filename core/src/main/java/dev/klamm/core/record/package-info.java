/**
 * Record batches of magic 2, read, written and checked without an object per record.
 *
 * <p>Rests on {@link dev.klamm.api.record.BatchFormat}, which has the picture of the bytes. {@link
 * dev.klamm.core.record.RecordBatchBuilder} writes a batch, {@link
 * dev.klamm.core.record.RecordBatches} finds the batches in a buffer, {@link
 * dev.klamm.core.record.RecordCursor} walks the records of one, {@link
 * dev.klamm.core.record.BatchValidator} is what a broker asks before it stores what a client sent.
 * Start with {@link dev.klamm.core.record.RecordCursor}.
 *
 * <p>Builders, cursors and validators are meant to be kept and used again; each belongs to one
 * thread at a time. They hold no locks and know no clock.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.record;
