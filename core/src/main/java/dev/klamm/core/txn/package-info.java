/**
 * Transactions (KIP-98, 360, 447, 588, 664, 890): who may write under a transactional id, and how
 * what was written under it ends.
 *
 * <pre>
 *   TransactionCoordinator     one method per API; who calls whom below
 *     ProducerInits            InitProducerId: ids and epochs, fencing
 *     Participants             partitions and groups that a transaction reaches into
 *     TransactionEnds          commit, abort, time-outs
 *     TransactionListings      DescribeTransactions, ListTransactions
 *   Transactions               the state, by transactional id; changes by replay
 *   TransactionMetadata, ProducerIds   what is durable, and its bytes
 *   TransactionEffect          what the end of a transaction does elsewhere, in the same commit
 * </pre>
 *
 * <p>A pure state machine in the sense of {@link dev.klamm.core.coordinator}: no I/O, no threads,
 * no clock. The coordinator, all partitions and all groups of a broker share one engine and one
 * store, so the end of a transaction is one commit: the markers, the offsets and the new state
 * stand or fall together, and there is no state between "ongoing" and "complete" to be seen or
 * recovered from. With several brokers the markers would travel; then {@link
 * dev.klamm.core.txn.TransactionEffect} is where the coordinator's commit ends and theirs begins.
 *
 * <p>Rests on {@code coordinator}, {@code log} and the generated messages. Start reading at {@link
 * dev.klamm.core.txn.TransactionCoordinator}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.txn;
