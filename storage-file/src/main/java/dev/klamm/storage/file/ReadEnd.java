package dev.klamm.storage.file;

/**
 * Where a read of a log ended: consumers go on from there, and need no index for it.
 *
 * @param offset that the next read will ask for
 * @param commitPosition of the commit that holds the last batch read
 */
record ReadEnd(LogRuns runs, long offset, long commitPosition) {}
