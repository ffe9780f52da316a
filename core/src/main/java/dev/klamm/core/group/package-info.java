/**
 * What groups of every kind have in common, and their committed offsets.
 *
 * <pre>
 *   coordinator/GroupCoordinator     one method per API
 *     classic/                       members choose a leader, who divides the partitions
 *     consumer/                      the coordinator divides them (KIP-848)
 *       assignor/                    how
 *     OffsetCommits, OffsetFetches, OffsetRemovals
 *   Groups, Group                    the groups there are, of whatever kind
 *   OffsetStore, CommittedOffset     the offsets of all
 * </pre>
 *
 * <p>A pure state machine in the sense of {@link dev.klamm.core.coordinator}: no I/O, no threads,
 * no clock. What is durable changes by replay.
 *
 * <p>Rests on {@code coordinator} and the generated messages. Called on the engine. Start reading
 * at {@code GroupCoordinator}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.group;
