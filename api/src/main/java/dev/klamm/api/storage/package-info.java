/**
 * The storage SPI: partition logs and ordered keys under one commit sequence.
 *
 * <p>A {@link dev.klamm.api.storage.StorageBackend} opens a {@link dev.klamm.api.storage.LogStore}.
 * The broker's engine, a single thread, turns requests into {@link dev.klamm.api.storage.Batch}es;
 * one batch is one commit: appends to many partitions and key writes that become durable together
 * or not at all. Everything that is Kafka (offset assignment, idempotence, transactions, groups,
 * retention policy) stays in the engine; a backend stores bytes and knows only where a batch begins
 * and ends ({@link dev.klamm.api.record.BatchFormat}).
 *
 * <p>What every backend promises, and the TCK asserts:
 *
 * <ul>
 *   <li><b>Prefix.</b> Commits form one sequence. If commit <i>b</i> is durable at a level, so is
 *       every <i>a</i> before it. After any crash the store is exactly some prefix of what was
 *       committed, and holds all that was reported durable.
 *   <li><b>Atomic.</b> A batch is there whole or not at all.
 *   <li><b>Sticky failure.</b> Once a write or flush failed, that commit and every later one fail
 *       with the same cause, until the store is opened again. Reads of what is durable go on.
 *   <li><b>Checked append.</b> An append whose base offset is not the log's end fails before any
 *       effect of its batch.
 *   <li><b>Reads.</b> Whole batches, in offset order, no holes skipped; a view stays valid until it
 *       is closed, whatever happens to its range.
 *   <li><b>Fencing.</b> A store opened elsewhere since fails with {@link
 *       dev.klamm.api.storage.StaleEpochException} and acknowledges nothing. A local store refuses
 *       a second opener with {@link dev.klamm.api.storage.StoreLockedException}.
 *   <li><b>No wall clock</b> in anything that correctness rests on.
 *   <li><b>Close</b> leaves no handle, lock, mapping or thread behind.
 * </ul>
 *
 * <p>Threads: {@code commit} and {@code close} are called by one thread at a time, the engine's;
 * everything that reads may be called by any thread at any time. Start reading at {@link
 * dev.klamm.api.storage.LogStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.api.storage;
