package dev.klamm.storage.file;

/**
 * A place between two commits.
 *
 * @param position in the file
 * @param sequence of the commit before it
 * @param chain CRC of the commit before it
 */
record JournalEnd(long position, long sequence, int chain) {}
