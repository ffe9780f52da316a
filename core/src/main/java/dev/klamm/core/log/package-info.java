/**
 * One partition: its offsets, its producers' sequences, its leader epochs and its high watermark,
 * above a log that a storage backend keeps.
 *
 * <p>Rests on {@code engine} and the storage SPI; knows nothing of requests. What changes a
 * partition runs on the engine; reads come from any thread and see what the engine published last.
 * Start reading at {@link dev.klamm.core.log.Partition}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.log;
