/**
 * Stores logs and keys in a directory of the local disk: one journal for everything.
 *
 * <p>A commit is one record at the end of one journal, whatever number of partitions and keys it
 * touches, so a tick of the broker costs one write and one sync. {@link
 * dev.klamm.storage.file.JournalFormat} has the picture of the bytes. Readers find a log's batches
 * through a sparse index per log and journal file and take them straight from the files. Rests on
 * {@code dev.klamm.api} and the JDK.
 *
 * <p>Threads: the engine's thread alone calls {@code commit} and {@code close} and owns all that
 * changes ({@code FileStore}, {@code JournalWriter}, {@code StoreState}). What readers see is
 * published through volatile fields and immutable arrays. The sync thread ({@code SyncLoop}) forces
 * files, the housekeeper ({@code Housekeeper}) prepares, seals, checkpoints, re-cuts and deletes
 * them; neither touches the engine's state. A commit waits for no other thread, save for the next
 * file when a whole one was filled before that could be prepared.
 *
 * <p>Start reading at {@link dev.klamm.storage.file.FileStorage}, then {@code FileStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.storage.file;
