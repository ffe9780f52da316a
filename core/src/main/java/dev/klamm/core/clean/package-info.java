/**
 * Log compaction: of the records with one key only the last stays, tombstones and the ends of
 * transactions go after a while, offsets never change (KIP-58, KIP-354, KIP-534).
 *
 * <pre>
 *   start          first dirty              cleanable to    active part        high watermark
 *   |  clean: a key  |  dirty, may be compacted  |  too young,  |  as Kafka's active   |
 *   |  at most once  |                           |  or open     |  segment             |
 *   +----------------+---------------------------+--------------+----------------------+
 * </pre>
 *
 * {@link dev.klamm.core.clean.DirtyPart} tells these apart, from batch headers alone. A {@link
 * dev.klamm.core.clean.CleaningPass} reads the dirty part to learn the last offset of each key,
 * then reads everything from the start, writes what stays and has the engine swap it in, a piece at
 * a time, each piece one commit. Each piece is right by itself, and pieces are committed in the
 * order of their offsets: a crash between two of them loses work, never a record.
 *
 * <p>Everything here runs on one loop, given from outside, in short steps; only what a piece
 * changes is done on the engine. Rests on {@code log}, {@code record} and the storage SPI; which
 * partition is cleaned when is up to the broker. Start reading at {@link
 * dev.klamm.core.clean.CleaningPass}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.clean;
